package org.countersign.policy;

/** The port to the rule engine, the only hand-written one. */
public interface PolicyEngine {

    /**
     * Builds a version once; the result is immutable, thread-safe, and lives as long as someone evaluates with it.
     */
    CompiledPolicies compile(PolicyVersion version);

    /** A version ready to evaluate. */
    @FunctionalInterface
    interface CompiledPolicies {

        /** Evaluates every rule; no rule sees another's finding, so order cannot matter. */
        Evaluation evaluate(FactSet facts);
    }
}
