package org.countersign.consent;

import java.util.UUID;

/** The random identity under which a customer appears in the log; means nothing outside and is forgotten on erasure. */
public record SubjectId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
