package org.countersign.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The closed set of facts that rules may read: every field of a suggestion's schema that has a value, and what is computed
 * from fields, consents, signals and bias checks.
 */
public final class Vocabulary {

    private static final Map<String, Fact> BY_NAME = collect();
    private static final List<Fact> FACTS = List.copyOf(BY_NAME.values());
    private static final Map<String, Integer> INDEX = index();

    private Vocabulary() {}

    /** Group by group; where a fact is computed from the field of the same name, it stands for it. */
    private static Map<String, Fact> collect() {
        Map<String, List<Fact>> groups = new LinkedHashMap<>();
        Stream.concat(SchemaFacts.all().stream(), ComputedFacts.all().stream())
                .forEach(fact -> groups.computeIfAbsent(fact.group(), group -> new ArrayList<>())
                        .add(fact));
        Map<String, Fact> byName = new LinkedHashMap<>();
        groups.values().stream().flatMap(List::stream).forEach(fact -> byName.put(fact.name(), fact));
        return byName;
    }

    private static Map<String, Integer> index() {
        Map<String, Integer> index = new LinkedHashMap<>();
        FACTS.forEach(fact -> index.put(fact.name(), index.size()));
        return index;
    }

    /** All facts, in the order in which the documentation shows them. */
    public static List<Fact> facts() {
        return FACTS;
    }

    /** The fact of this name, for example {@code price.offered}. */
    public static Optional<Fact> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** @throws IllegalArgumentException if there is no such fact */
    public static Fact require(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no fact " + name + " in the vocabulary." + Nearest.hint(name, BY_NAME.keySet())));
    }

    /** Position of a fact among {@link #facts()}, from 0. */
    public static int indexOf(String name) {
        require(name);
        return Objects.requireNonNull(INDEX.get(name));
    }
}
