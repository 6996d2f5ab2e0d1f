package org.countersign.shared;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/**
 * Ids of what is stored, in the order in which they are made: UUIDs of version 7 (RFC 9562, section 5.7), milliseconds
 * since 1970 and 74 random bits. Rows that are written together then lie together in every index on their ids; with ids
 * that are random throughout, each row of a large store changes a page of its own in each index.
 */
public final class Ids {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    private Ids() {}

    /** An id that nothing else has. It tells when it was made, and cannot be guessed from its neighbours. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
