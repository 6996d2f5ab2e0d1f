package org.countersign.governance;

/** Where a change comes from. */
public enum ChangeKind {
    /** Somebody wrote it. */
    CHANGE,
    /** It takes an earlier version back into force. */
    ROLLBACK
}
