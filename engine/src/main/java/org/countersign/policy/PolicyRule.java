package org.countersign.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * @param grounds what it follows from and who answers for it
 * @param period when it is in force
 * @param when what must hold
 * @param effect what follows then, and where that is unknown
 * @param message for reviewer and producer, with facts in braces: "Reference must be {price.lowest30d}"
 */
public record PolicyRule(
        String id, String name, Grounds grounds, Period period, Condition when, Effect effect, String message) {

    /** Levels of All, Any and Not above a test. */
    public static final int MAX_NESTING = 6;

    private static final int MAX_TEXT = 500;
    private static final Pattern ID = Pattern.compile("[A-Z]{2,6}-[0-9]{2,3}[A-Z]?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    /**
     * What a rule follows from.
     *
     * @param source law, standard or "ethics"
     * @param owner who answers for the rule; null where nobody is named
     */
    public record Grounds(String source, @Nullable String owner) {

        public Grounds {
            requireText("source", source);
            if (owner != null) {
                requireText("owner", owner);
            }
        }
    }

    public PolicyRule {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("The id " + PolicyText.quoted(id)
                    + " is not letters, hyphen and number, such as PRV-01 or MSG-01B.");
        }
        requireText("name", name);
        requireText("message", message);
        if (when.depth() - 1 > MAX_NESTING) {
            throw new IllegalArgumentException("Conditions are nested " + (when.depth() - 1) + " deep; " + MAX_NESTING
                    + " are allowed. Split the rule in two.");
        }
        requirePlaceholders(message);
    }

    /** Law, standard or "ethics". */
    public String source() {
        return grounds.source();
    }

    /** Who answers for it; null where nobody is named. */
    public @Nullable String owner() {
        return grounds.owner();
    }

    /** What it does where its condition holds. */
    public Outcome outcome() {
        return effect.outcome();
    }

    /** What it means if the facts do not tell whether its condition holds. */
    public WhenUnknown whenUnknown() {
        return effect.whenUnknown();
    }

    /** The reference lists and tables it reads, sorted. */
    public Set<String> lists() {
        Set<String> names = new TreeSet<>();
        when.tests().map(Condition.Test::operand).forEach(operand -> {
            switch (operand) {
                case Operand.NamedList list -> names.add(list.name());
                case Operand.Lookup lookup -> names.add(lookup.table());
                case Operand.Value value -> {}
                case Operand.Values values -> {}
                case Operand.OtherFact other -> {}
            }
        });
        return names;
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

    /** How its condition stands on the facts; FALSE outside of its period. */
    public Truth truth(FactSet facts) {
        return period.covers(facts) ? when.truth(facts) : Truth.FALSE;
    }

    /** What this rule does where its condition stands at {@code truth}: speak, or say why it does not. */
    public boolean speaksAt(Truth truth) {
        return truth == Truth.TRUE || (truth == Truth.UNKNOWN && whenUnknown() != WhenUnknown.SKIP);
    }

    /**
     * The finding of this rule.
     *
     * @param truth TRUE, or UNKNOWN if that means something to this rule
     */
    public Hit hit(FactSet facts, Truth truth) {
        return hit(facts, truth, when.facts());
    }

    /** @param reads the facts that its condition reads */
    Hit hit(FactSet facts, Truth truth, Set<String> reads) {
        if (!speaksAt(truth)) {
            throw new IllegalArgumentException("Rule " + id + " says nothing at " + truth + ".");
        }
        boolean unknown = truth == Truth.UNKNOWN;
        Outcome outcome = effect.at(truth);
        return new Hit(
                id,
                outcome,
                unknown ? unknownMessage(facts) : filledMessage(facts),
                source(),
                unknown,
                seen(facts, reads),
                outcome == Outcome.REVIEW ? effect.reviewers() : null,
                outcome == Outcome.REDACT ? effect.redaction() : null);
    }

    /** Why this rule did not speak. */
    public Miss miss(FactSet facts) {
        if (!period.covers(facts)) {
            return new Miss(
                    id,
                    "It is only " + period.described().orElseThrow() + ", and today is " + facts.text(Period.CLOCK)
                            + ".");
        }
        Condition blamed = when.firstNotMet(facts);
        return missOf(id, Sentences.of(blamed), blamed.facts(), blamed.missing(facts), facts);
    }

    /**
     * @param sentence the condition that is to blame, as a sentence
     * @param reads the facts that it reads
     * @param missing those of them that would have to be known
     */
    static Miss missOf(String rule, String sentence, Set<String> reads, Set<String> missing, FactSet facts) {
        String reason = missing.isEmpty()
                ? "does not hold: " + described(reads, facts)
                : "is not known and the rule does not apply then: " + described(missing, facts);
        return new Miss(rule, sentence + " " + reason + ".");
    }

    private String filledMessage(FactSet facts) {
        if (message.indexOf('{') < 0) {
            return message;
        }
        return PLACEHOLDER.matcher(message).replaceAll(found -> Matcher.quoteReplacement(facts.text(found.group(1))));
    }

    private String unknownMessage(FactSet facts) {
        Set<String> missing = when.missing(facts);
        return "Cannot be checked, because " + String.join(" and ", missing) + (missing.size() == 1 ? " is" : " are")
                + " unknown: " + name + ".";
    }

    private static Map<String, String> seen(FactSet facts, Set<String> reads) {
        Map<String, String> seen = new LinkedHashMap<>();
        reads.forEach(fact -> seen.put(fact, facts.text(fact)));
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
