package org.countersign.operations;

/** An operator wants stalled work attempted again now. */
public record RetryRequested(String workKey) {}
