package org.countersign.policy;

/** Kleene's three values: what is not known stays unknown unless the rest decides anyway. */
public enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    /** {@link #TRUE} or {@link #FALSE}. */
    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** FALSE if either is, else UNKNOWN if either is. */
    public Truth and(Truth other) {
        if (this == FALSE || other == FALSE) {
            return FALSE;
        }
        return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : TRUE;
    }

    /** TRUE if either is, else UNKNOWN if either is. */
    public Truth or(Truth other) {
        return not().and(other.not()).not();
    }

    /** The opposite; of UNKNOWN it is UNKNOWN. */
    public Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
