package org.countersign.screening;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.countersign.policy.Condition;
import org.countersign.policy.FactSet;
import org.countersign.policy.Operand;
import org.countersign.policy.Operator;
import org.countersign.policy.Phrases;
import org.countersign.policy.PolicyRule;

/**
 * Looks for the smallest change that keeps a rule from speaking: of a single fact, or else of two. Only facts are changed that a producer
 * can make true by proposing something else; a customer's age or consent, a price of the past or a legal basis is what it
 * is. A proposed change has been tried: the rule is silent with it.
 */
final class Counterfactuals {

    private static final String CHANNELS = "suggestion.channels";

    private static final Set<String> CHANGEABLE = Set.of(
            "suggestion.audienceSize",
            CHANNELS,
            "suggestion.destination",
            "suggestion.audienceFields",
            "suggestion.sourcePurposes",
            "suggestion.localHour",
            "suggestion.featureCategories",
            "suggestion.hoursSinceCartTouched",
            "price.offered",
            "price.referenceShown",
            "price.discountPercent",
            "price.mandatoryFees",
            "product.categories",
            "product.sensitiveClasses",
            "message.hasOptOut",
            "message.hasAddress",
            "message.subject",
            "message.body",
            "message.claims",
            "message.unprovenClaims");

    /** Changes that are tried; two of them are some thousands of evaluations of one rule, a few milliseconds. */
    private static final int MOST = 48;

    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private Counterfactuals() {}

    /** A fact with another value. */
    record Change(String fact, Object value, BigDecimal size) {

        FactSet applyTo(FactSet facts) {
            Map<String, Object> values = new TreeMap<>(facts.values());
            values.put(fact, value);
            PriceFacts.follow(values, fact);
            return new FactSet(values);
        }
    }

    /** The smallest change, or two, after which the rule is silent; empty if no changes of this sort do it. */
    static List<Change> of(PolicyRule rule, FactSet facts) {
        List<Change> candidates = rule.when()
                .tests()
                .filter(test -> CHANGEABLE.contains(test.fact()))
                .flatMap(test -> candidates(test, facts))
                .distinct()
                .limit(MOST)
                .toList();
        return candidates.stream()
                .filter(change -> !rule.speaksAt(rule.truth(change.applyTo(facts))))
                .min(Comparator.comparing(Change::size).thenComparing(Change::fact))
                .map(List::of)
                .orElseGet(() -> pair(rule, facts, candidates));
    }

    private static List<Change> pair(PolicyRule rule, FactSet facts, List<Change> candidates) {
        List<Change> best = List.of();
        BigDecimal least = null;
        for (Change one : candidates) {
            FactSet changed = one.applyTo(facts);
            for (Change other : candidates) {
                BigDecimal size = one.size().add(other.size());
                if (one.fact().compareTo(other.fact()) < 0
                        && (least == null || size.compareTo(least) < 0)
                        && !rule.speaksAt(rule.truth(other.applyTo(changed)))) {
                    best = List.of(one, other);
                    least = size;
                }
            }
        }
        return best;
    }

    /** Whether a producer can make it true by proposing something else. */
    static boolean isChangeable(String fact) {
        return CHANGEABLE.contains(fact);
    }

    private static Stream<Change> candidates(Condition.Test test, FactSet facts) {
        Object now = facts.values().get(test.fact());
        return switch (now) {
            case null -> unknown(test);
            case BigDecimal number -> numbers(test, number, facts);
            case Boolean flag -> Stream.of(new Change(test.fact(), !flag, ONE));
            case List<?> texts -> lists(test, texts);
            case String text -> texts(test, text);
            default -> Stream.of();
        };
    }

    /** The text without the phrases that were found, or the nearest text that the rule lets pass. */
    private static Stream<Change> texts(Condition.Test test, String now) {
        List<?> named = named(test);
        Stream<String> changed = test.operator() == Operator.MENTIONS
                ? Stream.of(Phrases.without(now, named))
                : named.stream().map(String::valueOf);
        return changed.filter(text -> !text.equals(now) && !text.isBlank())
                .map(text -> new Change(
                        test.fact(), text, BigDecimal.valueOf(Math.max(1, Math.abs(text.length() - now.length())))));
    }

    private static List<?> named(Condition.Test test) {
        return switch (test.operand()) {
            case Operand.Value value -> List.of(value.value());
            case Operand.Values values -> values.values();
            case Operand.NamedList list -> list.values();
            case Operand.OtherFact other -> List.of();
            case Operand.Lookup lookup -> List.of();
        };
    }

    /** Of what is unknown, only a flag has a value to propose. */
    private static Stream<Change> unknown(Condition.Test test) {
        return test.operand() instanceof Operand.Value value && value.value() instanceof Boolean flag
                ? Stream.of(new Change(test.fact(), flag, ONE), new Change(test.fact(), !flag, ONE))
                : Stream.of();
    }

    /** The limit itself and its neighbours, which of them serves depends on the operator. */
    private static Stream<Change> numbers(Condition.Test test, BigDecimal now, FactSet facts) {
        Object limit = switch (test.operand()) {
            case Operand.Value value -> value.value();
            case Operand.OtherFact other -> facts.values().get(other.name());
            case Operand.Values values -> null;
            case Operand.NamedList list -> null;
            case Operand.Lookup lookup -> lookup.number(facts);
        };
        if (!(limit instanceof BigDecimal number)) {
            return Stream.of();
        }
        BigDecimal step = test.fact().startsWith("price.") ? CENT : ONE;
        return Stream.of(number, number.add(step), number.subtract(step))
                .filter(value -> value.signum() >= 0)
                .map(value -> new Change(test.fact(), value, value.subtract(now).abs()));
    }

    /** The list without what the rule looks for, with it, or with nothing else. */
    private static Stream<Change> lists(Condition.Test test, List<?> now) {
        List<?> wanted = named(test);
        List<Object> without = new ArrayList<>(now);
        without.removeAll(wanted);
        List<Object> with = new ArrayList<>(now);
        wanted.stream().limit(1).filter(value -> !with.contains(value)).forEach(with::add);
        List<Object> only = new ArrayList<>(now);
        only.retainAll(wanted);
        return Stream.of(without, with, only)
                .filter(changed -> !changed.equals(now))
                // A suggestion has at least one channel.
                .filter(changed -> !changed.isEmpty() || !test.fact().equals(CHANNELS))
                .map(changed -> new Change(
                        test.fact(), List.copyOf(changed), BigDecimal.valueOf(Math.abs(changed.size() - now.size()))));
    }
}
