package org.countersign.audit;

import java.util.UUID;

/** Identity of a log entry from the moment it is written; its index in the log is known only once it is sequenced. */
public record EntryId(UUID value) {

    public static EntryId random() {
        return new EntryId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
