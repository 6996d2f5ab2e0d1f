package org.countersign.governance;

import java.util.Set;

/** How far a change has come. */
public enum ChangeState {
    /** Being written; only here can it be edited. */
    DRAFT,
    /** Submitted: its cases are run and its impact is reported. */
    CHECKING,
    /** A second officer reads the report and decides. */
    IN_APPROVAL,
    /** Approved; comes into force at its time. */
    APPROVED,
    /** It came into force. */
    ACTIVE,
    /** Given up. */
    DISCARDED;

    /** Whether anything more can happen to it. */
    public boolean isOpen() {
        return this != ACTIVE && this != DISCARDED;
    }

    /** The table of all moves. An edit takes a submitted change back to DRAFT, whatever was said of it. */
    boolean leadsTo(ChangeState next) {
        return switch (this) {
            case DRAFT -> Set.of(CHECKING, ACTIVE, DISCARDED).contains(next);
            case CHECKING -> Set.of(DRAFT, IN_APPROVAL, DISCARDED).contains(next);
            case IN_APPROVAL -> Set.of(DRAFT, APPROVED, DISCARDED).contains(next);
            case APPROVED -> Set.of(DRAFT, ACTIVE, DISCARDED).contains(next);
            case ACTIVE, DISCARDED -> false;
        };
    }
}
