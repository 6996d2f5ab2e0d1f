package org.countersign.monitoring;

/** An alarm about a model version was raised. */
public record AlarmRaised(String model, String version) {}
