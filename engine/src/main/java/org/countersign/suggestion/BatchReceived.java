package org.countersign.suggestion;

/**
 * An upload ended, whole or broken off, and what was taken in of it is to be gated, chunk by chunk.
 *
 * @param chunks how many there are, numbered from 1; 0 where nothing was taken in
 */
public record BatchReceived(BatchId id, int chunks) {}
