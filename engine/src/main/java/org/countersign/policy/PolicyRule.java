package org.countersign.policy;

/** A rule of a policy. */
public record PolicyRule(String id) {}
