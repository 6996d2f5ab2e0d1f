package org.countersign.proof;

/** A proof, note or checkpoint does not show what it claims to show; the message says what was compared. */
public class ProofRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProofRejectedException(String message) {
        super(message);
    }
}
