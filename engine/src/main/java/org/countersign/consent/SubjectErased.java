package org.countersign.consent;

/**
 * A customer was erased: whoever holds something of theirs deletes it in the same transaction.
 *
 * @param ref the producer's opaque reference, valid for the last time
 * @param subject the identity in the log, which stays
 */
public record SubjectErased(String ref, SubjectId subject) {}
