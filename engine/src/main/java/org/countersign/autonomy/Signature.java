package org.countersign.autonomy;

import org.countersign.shared.Actor;

/**
 * A person's word on a licence.
 *
 * @param office in which it is given: of the two, one at least is an officer's
 */
public record Signature(Actor person, Office office) {

    /** Who may sign. */
    public enum Office {
        OFFICER,
        LEAD
    }
}
