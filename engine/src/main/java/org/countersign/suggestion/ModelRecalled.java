package org.countersign.suggestion;

/** Everything a model version proposed was withdrawn, of one client or of all. */
public record ModelRecalled(String model, String version) {}
