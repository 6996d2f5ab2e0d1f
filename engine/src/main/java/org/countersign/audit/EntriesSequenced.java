package org.countersign.audit;

/**
 * Entries got their index and stand under a signed checkpoint. Published inside the sequencer's transaction, so that
 * what is derived from the log's order appears together with it; a listener that fails holds up the log.
 *
 * @param from index of the first, inclusive
 * @param to index after the last
 */
public record EntriesSequenced(long from, long to) {}
