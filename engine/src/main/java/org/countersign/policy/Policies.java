package org.countersign.policy;

import org.springframework.stereotype.Service;

/** The front door of policies: the version in force and how it evaluates. */
@Service
public class Policies {

    /** Evaluates the version in force at this moment. */
    public Evaluation evaluate(FactSet facts) {
        throw new UnsupportedOperationException();
    }

    /** The version in force. */
    public PolicyVersion active() {
        throw new UnsupportedOperationException();
    }
}
