package org.countersign.policy;

import java.util.Optional;
import org.countersign.policy.Evaluation.Hit;
import org.countersign.policy.PolicyEngine.CompiledPolicies;
import org.jspecify.annotations.Nullable;

/**
 * Facts and what one rule must say about them, as a compliance officer wrote them down.
 *
 * @param name in a few words, what is special about these facts: "one cent more than the list price"
 * @param expect name of the {@link Outcome}, or {@code NOTHING}
 * @param message the exact message; null where the case does not care
 * @param approvals people who must approve; null where the case does not care
 */
public record PolicyCase(
        String rule,
        Sort sort,
        String name,
        FactSet facts,
        String expect,
        @Nullable String message,
        @Nullable Integer approvals) {

    /** What a rule is expected to do where it says nothing. */
    public static final String NOTHING = "NOTHING";

    private static final int MAX_NAME = 200;

    public PolicyCase {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("A case's name has 1 to " + MAX_NAME + " characters, not "
                    + name.strip().length() + ".");
        }
        PolicyText.requirePlain(name);
        if (!expect.equals(NOTHING)) {
            try {
                Outcome.valueOf(expect);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "A case expects an outcome or NOTHING, not " + PolicyText.quoted(expect) + ".", e);
            }
        }
    }

    /** The four sorts of case that every rule needs. */
    public enum Sort {
        HIT,
        MISS,
        UNKNOWN,
        BOUNDARY
    }

    /** Whether the rule is to stay silent. */
    public boolean expectsNothing() {
        return expect.equals(NOTHING);
    }

    /** The message the rule must give, word for word; empty where any will do. */
    public Optional<String> exactMessage() {
        return Optional.ofNullable(message);
    }

    /** The approvals the rule must ask for; empty where any number will do. */
    public Optional<Integer> exactApprovals() {
        return Optional.ofNullable(approvals);
    }

    /**
     * What the rule says about these facts.
     *
     * @param actual name of the outcome, or {@code NOTHING}
     * @param because the rule's message, or its first condition that was not met
     * @param mismatch what is not as expected, as a sentence; null where the case is green
     */
    public record Result(
            PolicyCase of,
            String actual,
            String because,
            @Nullable String mismatch) {

        /** Whether the rule says what it must. */
        public boolean isGreen() {
            return mismatch == null;
        }
    }

    /** Tries this case. A version without the rule makes it red. */
    public Result run(CompiledPolicies policies) {
        Evaluation evaluation = policies.evaluate(facts);
        for (Hit hit : evaluation.hits()) {
            if (hit.rule().equals(rule)) {
                return new Result(this, hit.outcome().name(), hit.message(), mismatch(hit));
            }
        }
        for (Evaluation.Miss miss : evaluation.misses()) {
            if (miss.rule().equals(rule)) {
                return new Result(
                        this,
                        NOTHING,
                        miss.because(),
                        expectsNothing() ? null : "It was to say " + expect + " and says nothing: " + miss.because());
            }
        }
        return new Result(this, NOTHING, "", "There is no rule " + rule + " any more; remove the case.");
    }

    private @Nullable String mismatch(Hit hit) {
        if (!hit.outcome().name().equals(expect)) {
            return "It was to say " + expect + " and says " + hit.outcome() + ": " + hit.message();
        }
        if (hit.unknown() && sort != Sort.UNKNOWN) {
            return "It says " + expect + ", but only because a fact is unknown: " + hit.message();
        }
        if (message != null && !message.equals(hit.message())) {
            return "Its message was to be \"" + message + "\" and is \"" + hit.message() + "\".";
        }
        if (approvals != null && approvals != hit.approvals()) {
            return "It was to ask for " + approvals + " approvals and asks for " + hit.approvals() + ".";
        }
        return null;
    }

    @Override
    public String toString() {
        return rule + " " + sort + ": " + name;
    }
}
