package org.countersign.operations;

import java.time.Instant;

/**
 * The process instance of one generation of a suggestion.
 *
 * @param key by which operators find it in Camunda's own tools
 */
public record ProcessInstance(int generation, long key, int processVersion, Instant startedAt, boolean ended) {}
