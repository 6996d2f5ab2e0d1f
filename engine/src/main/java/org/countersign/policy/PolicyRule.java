package org.countersign.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.policy.Evaluation.Hit;
import org.countersign.policy.Evaluation.Miss;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a policy: what must hold, and what follows then. One value, shown as a form, as a sentence and as DRL text.
 *
 * @param id for example {@code CHD-04}, unique in a version
 * @param name the sentence a compliance officer would say: "Age-restricted goods are never suggested to the young"
 * @param source law, standard or "ethics" that it follows from
 * @param owner who answers for it; null where nobody is named
 * @param approvals people who must approve where it sends something to review: 0 for other outcomes, else 1 to 3
 * @param whenUnknown what it means if the facts do not tell whether it holds
 * @param message for reviewer and producer, with facts in braces: "Reference must be {price.lowest30d}"
 */
public record PolicyRule(
        String id,
        String name,
        String source,
        @Nullable String owner,
        Condition when,
        Outcome outcome,
        int approvals,
        WhenUnknown whenUnknown,
        String message) {

    /** Levels of All, Any and Not above a test. */
    public static final int MAX_NESTING = 6;

    private static final int MAX_TEXT = 500;
    private static final int MAX_APPROVALS = 3;
    private static final Pattern ID = Pattern.compile("[A-Z]{2,6}-[0-9]{2,3}[A-Z]?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    public PolicyRule {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("The id " + PolicyText.quoted(id)
                    + " is not letters, hyphen and number, such as PRV-01 or MSG-01B.");
        }
        requireText("name", name);
        requireText("source", source);
        requireText("message", message);
        if (owner != null) {
            requireText("owner", owner);
        }
        if (when.depth() - 1 > MAX_NESTING) {
            throw new IllegalArgumentException("Conditions are nested " + (when.depth() - 1) + " deep; " + MAX_NESTING
                    + " are allowed. Split the rule in two.");
        }
        boolean review = outcome == Outcome.REVIEW;
        if (approvals < (review ? 1 : 0) || approvals > (review ? MAX_APPROVALS : 0)) {
            throw new IllegalArgumentException("A rule with outcome " + outcome + " cannot ask for " + approvals
                    + " approvals; only a REVIEW asks for any, 1 to " + MAX_APPROVALS + ".");
        }
        requirePlaceholders(message);
    }

    private static void requireText(String what, String text) {
        if (text.isBlank() || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("The " + what + " must have 1 to " + MAX_TEXT + " characters, not "
                    + text.strip().length() + ".");
        }
        PolicyText.requirePlain(text);
    }

    private static void requirePlaceholders(String message) {
        Matcher placeholder = PLACEHOLDER.matcher(message);
        while (placeholder.find()) {
            Vocabulary.require(placeholder.group(1));
        }
        String rest = PLACEHOLDER.matcher(message).replaceAll("");
        if (rest.contains("{") || rest.contains("}")) {
            throw new IllegalArgumentException(
                    "The message has a brace without its partner; facts are written as {price.offered}.");
        }
    }

    /** What this rule does where its condition stands at {@code truth}: speak, or say why it does not. */
    public boolean speaksAt(Truth truth) {
        return truth == Truth.TRUE || (truth == Truth.UNKNOWN && whenUnknown != WhenUnknown.SKIP);
    }

    /**
     * The finding of this rule.
     *
     * @param truth TRUE, or UNKNOWN if that means something to this rule
     */
    public Hit hit(FactSet facts, Truth truth) {
        if (!speaksAt(truth)) {
            throw new IllegalArgumentException("Rule " + id + " says nothing at " + truth + ".");
        }
        boolean unknown = truth == Truth.UNKNOWN;
        Outcome effect = unknown ? (whenUnknown == WhenUnknown.BLOCK ? Outcome.BLOCK : Outcome.REVIEW) : outcome;
        return new Hit(
                id,
                effect,
                unknown ? unknownMessage(facts) : filledMessage(facts),
                source,
                unknown,
                seen(facts),
                effect == Outcome.REVIEW ? Math.max(1, approvals) : 0);
    }

    /** Why this rule did not speak. */
    public Miss miss(FactSet facts) {
        Condition blamed = when.firstNotMet(facts);
        Set<String> missing = blamed.missing(facts);
        String reason = missing.isEmpty()
                ? "does not hold: " + described(blamed.facts(), facts)
                : "is not known and the rule does not apply then: " + described(missing, facts);
        return new Miss(id, Sentences.of(blamed) + " " + reason + ".");
    }

    private String filledMessage(FactSet facts) {
        return PLACEHOLDER.matcher(message).replaceAll(found -> Matcher.quoteReplacement(facts.text(found.group(1))));
    }

    private String unknownMessage(FactSet facts) {
        Set<String> missing = when.missing(facts);
        return "Cannot be checked, because " + String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are")
                + " unknown: " + name + ".";
    }

    private Map<String, String> seen(FactSet facts) {
        Map<String, String> seen = new LinkedHashMap<>();
        when.facts().forEach(fact -> seen.put(fact, facts.text(fact)));
        return seen;
    }

    private static String described(Set<String> names, FactSet facts) {
        return String.join(
                ", ",
                names.stream()
                        .map(name -> name + " is " + facts.described(name))
                        .toList());
    }
}
