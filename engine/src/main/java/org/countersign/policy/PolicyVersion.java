package org.countersign.policy;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * A set of rules that takes effect as a whole.
 *
 * @param version {@code sha256:} and the hex digest of the {@link #document() canonical document}
 * @param rules sorted by id
 */
public record PolicyVersion(String version, List<PolicyRule> rules) {

    /** Rules in one version. */
    public static final int MAX_RULES = 1000;

    public PolicyVersion {
        rules = List.copyOf(rules);
    }

    /**
     * The version that these rules make, whatever files and order they came in.
     *
     * @throws IllegalArgumentException if two rules have the same id or name
     */
    public static PolicyVersion of(List<PolicyRule> rules) {
        if (rules.size() > MAX_RULES) {
            throw new IllegalArgumentException(
                    "A policy version has at most " + MAX_RULES + " rules, not " + rules.size() + ".");
        }
        requireUnique(rules);
        List<PolicyRule> sorted =
                rules.stream().sorted(Comparator.comparing(PolicyRule::id)).toList();
        return new PolicyVersion("sha256:" + Sha256.hexOf(document(sorted)), sorted);
    }

    private static void requireUnique(List<PolicyRule> rules) {
        Set<String> seen = new HashSet<>();
        for (PolicyRule rule : rules) {
            if (!seen.add(rule.id()) || !seen.add(rule.name())) {
                throw new IllegalArgumentException("Rule " + rule.id() + " \"" + rule.name()
                        + "\": another rule has the same id or name. Give one of them another.");
            }
        }
    }

    /**
     * All that the version consists of, as canonical JSON: the DRL text of the rules and the reference lists they use. It
     * is what is stored and hashed.
     */
    public byte[] document() {
        return document(rules);
    }

    private static byte[] document(List<PolicyRule> rules) {
        return Json.canonicalOf(Map.of("rules", DrlWriter.write("policies", rules), "lists", lists(rules)));
    }

    /** The rules as DRL text. */
    public String text() {
        return DrlWriter.write("policies", rules);
    }

    /** The reference lists that the rules use, as they stand in this version. */
    public ReferenceLists lists() {
        return new ReferenceLists(lists(rules));
    }

    /**
     * The same rules with other values in one list; this version itself if no rule uses that list.
     *
     * @throws UnreadablePolicy if a rule could not use these values
     */
    PolicyVersion withList(String name, List<String> lines) {
        SortedMap<String, List<String>> lists = lists(rules);
        if (!lists.containsKey(name)) {
            return this;
        }
        lists.put(name, lines);
        return of(DrlReader.readStored(text(), ReferenceLists.of(lists)));
    }

    private static SortedMap<String, List<String>> lists(List<PolicyRule> rules) {
        SortedMap<String, List<String>> lists = new TreeMap<>();
        rules.stream()
                .flatMap(rule -> rule.when().tests())
                .map(Condition.Test::operand)
                .forEach(operand -> {
                    switch (operand) {
                        case Operand.NamedList list -> add(lists, list.name(), list.values());
                        case Operand.Lookup lookup -> add(lists, lookup.table(), lookup.lines());
                        case Operand.Value value -> {}
                        case Operand.Values values -> {}
                        case Operand.OtherFact other -> {}
                    }
                });
        return lists;
    }

    private static void add(SortedMap<String, List<String>> lists, String name, List<String> values) {
        List<String> other = lists.put(name, values);
        if (other != null && !other.equals(values)) {
            throw new IllegalArgumentException("Two rules mean different lists by the name \"" + name + "\".");
        }
    }

    /** The version whose {@link #document()} this is. */
    static PolicyVersion parse(byte[] document) {
        JsonNode json = Json.MAPPER.readTree(new String(document, StandardCharsets.UTF_8));
        Map<String, List<String>> lists = new TreeMap<>();
        json.required("lists")
                .properties()
                .forEach(list -> lists.put(
                        list.getKey(),
                        list.getValue().valueStream().map(JsonNode::asString).toList()));
        return of(DrlReader.readStored(json.required("rules").asString(), ReferenceLists.of(lists)));
    }
}
