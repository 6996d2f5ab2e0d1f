package org.countersign.shared;

import java.util.List;

/**
 * Something was asked for that the domain refuses, for a reason the caller can understand and mend. A refusal is an
 * answer and not a failure: nothing has been changed, and the message says what was asked, with which values, and what
 * would be accepted.
 */
public abstract sealed class Refusal extends RuntimeException {

    private final String type;

    private Refusal(String type, String detail) {
        super(detail, null, false, false);
        this.type = type;
    }

    /** Stable, hyphenated name of the problem, the last part of its RFC 9457 {@code type}. */
    public String type() {
        return type;
    }

    /** The message; never null. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The input is malformed or breaks a rule of its format; all that is wrong with it is listed. */
    public static final class Invalid extends Refusal {

        private static final long serialVersionUID = 1L;

        private final transient List<FieldError> errors;

        public Invalid(String detail, List<FieldError> errors) {
            super("invalid-input", detail);
            this.errors = List.copyOf(errors);
        }

        /** Every error found, in document order; may be empty where no part of the input can be named. */
        public List<FieldError> errors() {
            return errors;
        }
    }

    /** No such thing, or none that the caller may know of. */
    public static final class NotFound extends Refusal {

        private static final long serialVersionUID = 1L;

        public NotFound(String what, String id) {
            super("not-found", "There is no " + what + " " + id + ".");
        }
    }

    /** The request contradicts the present state: another body under the same id, an illegal move, a stale page. */
    public static final class Conflict extends Refusal {

        private static final long serialVersionUID = 1L;

        public Conflict(String type, String detail) {
            super(type, detail);
        }
    }

    /** The caller is known but must not do this, for example decide on what they authored. */
    public static final class NotAllowed extends Refusal {

        private static final long serialVersionUID = 1L;

        public NotAllowed(String type, String detail) {
            super(type, detail);
        }
    }

    /** It was there once and is gone for good, for example a feed position older than the tombstone horizon. */
    public static final class Gone extends Refusal {

        private static final long serialVersionUID = 1L;

        public Gone(String type, String detail) {
            super(type, detail);
        }
    }
}
