package org.countersign.consent;

import java.util.List;
import org.countersign.shared.Actor;
import org.springframework.stereotype.Service;

/** The consent register. */
@Service
public class Consents {

    /** Records statements; an older {@code at} than what is known is kept in the history and changes nothing else. */
    public void record(Actor actor, String ref, List<Consent> consents) {
        throw new UnsupportedOperationException();
    }

    /** The statements in force, one per purpose and channel; empty for an unknown customer. */
    public List<Consent> current(String ref) {
        throw new UnsupportedOperationException();
    }

    /** Every statement ever made, oldest first. */
    public List<Consent> history(String ref) {
        throw new UnsupportedOperationException();
    }

    /** Forgets the customer: statements, mapping, and through {@link SubjectErased} everything else. */
    public void erase(Actor actor, String ref) {
        throw new UnsupportedOperationException();
    }

    /** The customer's identity in the log, made on first use. */
    public SubjectId subjectOf(String ref) {
        throw new UnsupportedOperationException();
    }
}
