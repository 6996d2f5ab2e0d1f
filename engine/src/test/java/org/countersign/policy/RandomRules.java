package org.countersign.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.countersign.policy.Operand.NamedList;
import org.countersign.policy.Operand.OtherFact;
import org.countersign.policy.Operand.Value;
import org.countersign.policy.Operand.Values;

/** Generates valid rules of every shape, with texts that try to break out of their quotes. */
final class RandomRules {

    static final ReferenceLists LISTS = ReferenceLists.of(Map.of(
            "first",
            List.of("A", "last chance"),
            "second",
            List.of("\"", "x \\ y", "end"),
            "table",
            List.of("* = 16", "EMAIL = 3.5", "end = -1")));

    private static final List<String> KEYS = List.of("suggestion.channels", "message.subject", "customer.ageBand");

    private static final List<String> TEXTS = List.of(
            "EMAIL",
            "a \"quoted\" word",
            "back\\slash",
            "\\u0022",
            "new\nline",
            "tab\t",
            "end",
            "/* no comment */",
            "Grüße 😀");

    private static final int TESTS = 400;

    private final Random random;
    private final List<Condition> tests;

    RandomRules(long seed) {
        random = new Random(seed);
        tests = Stream.generate(this::drawn)
                .flatMap(Optional::stream)
                .limit(TESTS)
                .toList();
    }

    PolicyRule next() {
        return new PolicyRule(
                "TST-" + (10 + random.nextInt(990)),
                pick(TEXTS),
                new PolicyRule.Grounds(pick(TEXTS), random.nextBoolean() ? pick(TEXTS) : null),
                period(),
                condition(random.nextInt(PolicyRule.MAX_NESTING + 1)),
                effect(),
                pick(TEXTS) + " {price.list}");
    }

    private Period period() {
        LocalDate from = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1_000));
        return new Period(random.nextBoolean() ? from : null, random.nextBoolean() ? from.plusDays(7) : null);
    }

    private Effect effect() {
        Outcome outcome = pick(List.of(Outcome.values()));
        WhenUnknown unknown = pick(List.of(WhenUnknown.values()));
        boolean review = outcome == Outcome.REVIEW || unknown == WhenUnknown.REVIEW;
        return new Effect(
                outcome,
                unknown,
                review
                        ? new Reviewers(pick(List.of(Reviewers.ANYONE, "legal", "price-desk")), 1 + random.nextInt(3))
                        : null,
                outcome == Outcome.REDACT ? pick(List.of(Redaction.values())) : null);
    }

    private Condition condition(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(5)) {
            case 1 -> new Condition.All(parts(depth - 1));
            case 2 -> new Condition.Any(parts(depth - 1));
            case 3 -> new Condition.Not(condition(depth - 1));
            default -> pick(tests);
        };
    }

    private List<Condition> parts(int depth) {
        List<Condition> parts = new ArrayList<>();
        for (int size = 2 + random.nextInt(2); size > 0; size--) {
            parts.add(condition(depth));
        }
        return parts;
    }

    /** A test of random parts; most do not fit together, and the model says so. */
    private Optional<Condition> drawn() {
        try {
            return Optional.of(
                    new Condition.Test(pick(Vocabulary.facts()).name(), pick(List.of(Operator.values())), operand()));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    private Operand operand() {
        return pick(List.<Supplier<Operand>>of(
                        () -> new Value(pick(TEXTS)),
                        () -> new Value(number()),
                        () -> new Value(random.nextBoolean()),
                        () -> new Values(List.of("A", pick(TEXTS))),
                        () -> new Values(List.of(number(), new BigDecimal("1e5"))),
                        () -> Operand.Lookup.of("table", random.nextBoolean(), pick(KEYS), LISTS.require("table")),
                        () -> new OtherFact(pick(Vocabulary.facts()).name()),
                        () -> new NamedList("first", LISTS.require("first")),
                        () -> new NamedList("second", LISTS.require("second"))))
                .get();
    }

    private BigDecimal number() {
        return BigDecimal.valueOf(random.nextInt(20000) - 10000, random.nextInt(4));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
