package org.countersign.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Draws fact sets, each fact known three times out of four. */
final class RandomFacts {

    private static final List<String> TEXTS =
            List.of("EMAIL", "A", "last chance", "end", "a \"quoted\" word", "\"", "");

    private final Random random;

    RandomFacts(long seed) {
        random = new Random(seed);
    }

    FactSet next() {
        Map<String, Object> values = new TreeMap<>();
        for (Fact fact : Vocabulary.facts()) {
            if (random.nextInt(4) > 0) {
                values.put(fact.name(), value(fact));
            }
        }
        return new FactSet(values);
    }

    private Object value(Fact fact) {
        List<String> texts = fact.known().isEmpty() ? TEXTS : fact.known();
        return switch (fact.type()) {
            case TEXT -> texts.get(random.nextInt(texts.size()));
            case NUMBER -> BigDecimal.valueOf(random.nextInt(20_000) - 10_000, random.nextInt(4));
            case FLAG -> random.nextBoolean();
            case TEXTS -> texts.stream().filter(text -> random.nextInt(3) == 0).toList();
        };
    }
}
