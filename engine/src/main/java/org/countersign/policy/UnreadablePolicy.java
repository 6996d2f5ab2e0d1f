package org.countersign.policy;

import java.util.List;
import java.util.stream.Collectors;

/** The text of a policy is not in the safe subset of DRL. Nothing of it took effect. */
public final class UnreadablePolicy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<DrlError> errors;

    UnreadablePolicy(List<DrlError> errors) {
        super(errors.stream().map(DrlError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /** Everything found, at most one error a rule, in the order of the text. */
    public List<DrlError> errors() {
        return errors;
    }
}
