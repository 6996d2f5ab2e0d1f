package org.countersign.audit;

import java.util.UUID;
import org.countersign.shared.Ids;

/** Identity of a log entry from the moment it is written; its index in the log is known only once it is sequenced. */
public record EntryId(UUID value) {

    public static EntryId next() {
        return new EntryId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
