package org.countersign.operations;

/** How many instances of the lifecycle run on one version of its model. */
public record VersionCount(int processVersion, long running) {}
