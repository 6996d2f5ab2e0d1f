package org.countersign.policies;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countersign.policy.Condition;
import org.countersign.policy.Fact;
import org.countersign.policy.FactSet;
import org.countersign.policy.Operand;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Vocabulary;

/**
 * Generates fact sets around the edges of rules: the values they name, numbers a little below and above, values they do
 * not name, and nothing at all.
 */
final class FactSets {

    private static final BigDecimal STEP = new BigDecimal("0.01");

    private final Random random;
    private final List<FactSet> typical;
    private final Map<String, List<Object>> pools = new TreeMap<>();

    FactSets(PolicyVersion version, List<FactSet> typical, long seed) {
        this.random = new Random(seed);
        this.typical = List.copyOf(typical);
        Vocabulary.facts().forEach(fact -> pool(fact.name()).addAll(general(fact)));
        version.rules().stream()
                .map(PolicyRule::when)
                .flatMap(Condition::tests)
                .forEach(test -> pool(test.fact()).addAll(named(test)));
    }

    private List<Object> pool(String fact) {
        return pools.computeIfAbsent(fact, name -> new ArrayList<>());
    }

    private static List<?> general(Fact fact) {
        return switch (fact.type()) {
            case TEXT -> fact.known().isEmpty() ? List.of("OTHER", "", "last chance", "for free today") : fact.known();
            case NUMBER -> List.of(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.TEN, new BigDecimal("8.49"));
            case FLAG -> List.of(true, false);
            case TEXTS -> fact.known().isEmpty() ? List.of("OTHER", "US", "DE", "EMAIL", "WEB") : fact.known();
        };
    }

    private static Set<Object> named(Condition.Test test) {
        Set<Object> values = new TreeSet<>();
        switch (test.operand()) {
            case Operand.Value value -> values.add(value.value());
            case Operand.Values several -> values.addAll(several.values());
            case Operand.NamedList list -> values.addAll(list.values());
            case Operand.OtherFact other -> {}
            case Operand.Lookup lookup -> values.addAll(lookup.rows().values());
        }
        for (Object value : List.copyOf(values)) {
            if (value instanceof BigDecimal number) {
                values.add(number.add(STEP));
                values.add(number.subtract(STEP));
            }
        }
        return values;
    }

    /** A typical suggestion with up to eight facts changed or gone. */
    FactSet next() {
        Map<String, Object> facts =
                new TreeMap<>(typical.get(random.nextInt(typical.size())).values());
        List<Fact> vocabulary = Vocabulary.facts();
        for (int changes = random.nextInt(9); changes > 0; changes--) {
            Fact fact = vocabulary.get(random.nextInt(vocabulary.size()));
            if (random.nextInt(4) == 0) {
                facts.remove(fact.name());
            } else {
                facts.put(fact.name(), value(fact));
            }
        }
        return new FactSet(facts);
    }

    /** Every fact known, none of them typical. */
    FactSet nextComplete() {
        Map<String, Object> facts = new TreeMap<>();
        Vocabulary.facts().forEach(fact -> facts.put(fact.name(), value(fact)));
        return new FactSet(facts);
    }

    private Object value(Fact fact) {
        List<Object> pool = pool(fact.name());
        return switch (fact.type()) {
            case TEXT, NUMBER, FLAG -> pool.get(random.nextInt(pool.size()));
            case TEXTS -> {
                Set<Object> some = new TreeSet<>();
                for (int size = random.nextInt(3); size > 0; size--) {
                    some.add(pool.get(random.nextInt(pool.size())));
                }
                yield List.copyOf(some);
            }
        };
    }
}
