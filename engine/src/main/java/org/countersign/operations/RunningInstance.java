package org.countersign.operations;

/** A process instance whose first job came to us, and the generation of the suggestion that it gates. */
public record RunningInstance(String suggestionId, int generation, long instanceKey, int processVersion) {}
