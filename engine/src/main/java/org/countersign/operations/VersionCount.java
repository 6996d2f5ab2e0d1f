package org.countersign.operations;

/** How many instances of a process run on one version of its model. */
public record VersionCount(String process, int processVersion, long running) {}
