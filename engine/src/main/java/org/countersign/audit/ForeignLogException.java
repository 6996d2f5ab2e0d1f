package org.countersign.audit;

/** The database holds a log that the keys at hand did not sign: nothing may be added to it. The message says what to do. */
final class ForeignLogException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    ForeignLogException(String message) {
        super(message);
    }
}
