package org.countersign.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countersign.policy.PolicyCase.Sort;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The cases that come with the product: typical suggestions and the cases of each rule, under {@code policies/}. */
public final class PolicyCases {

    private static final Set<String> FIELDS =
            Set.of("case", "name", "given", "but", "without", "expect", "message", "approvals");

    private final Map<String, Map<String, Object>> typical = new TreeMap<>();

    /** Reads the typical suggestions of each kind. */
    public PolicyCases() {
        for (Resource file : find("classpath*:policies/typical.yaml")) {
            map(load(file)).forEach((kind, facts) -> typical.put(kind, map(facts)));
        }
    }

    /** One clean suggestion of each kind. */
    public Map<String, FactSet> typical() {
        Map<String, FactSet> all = new TreeMap<>();
        typical.forEach((kind, facts) -> all.put(kind, factSet(facts)));
        return all;
    }

    /** Every case of every file. */
    public List<PolicyCase> all() {
        List<PolicyCase> cases = new ArrayList<>();
        for (Resource file : find("classpath*:policies/**/*.cases.yaml")) {
            map(load(file))
                    .forEach((rule, list) -> ((List<?>) list).forEach(one -> cases.add(read(file, rule, map(one)))));
        }
        return cases;
    }

    private PolicyCase read(Resource file, String rule, Map<String, Object> text) {
        if (!FIELDS.containsAll(text.keySet())) {
            throw new IllegalArgumentException(file.getFilename() + ", " + rule + ": a case has the fields " + FIELDS
                    + ", not " + text.keySet() + ".");
        }
        Map<String, Object> facts = new TreeMap<>(typical.get(String.valueOf(text.get("given"))));
        facts.putAll(map(text.getOrDefault("but", Map.of())));
        ((List<?>) text.getOrDefault("without", List.of())).forEach(fact -> {
            facts.remove(Vocabulary.require(fact.toString()).name());
        });
        return new PolicyCase(
                rule,
                Sort.valueOf(String.valueOf(text.get("case")).toUpperCase(Locale.ROOT)),
                String.valueOf(text.get("name")),
                factSet(facts),
                String.valueOf(text.get("expect")),
                (String) text.get("message"),
                (Integer) text.get("approvals"));
    }

    private static FactSet factSet(Map<String, Object> facts) {
        Map<String, Object> typed = new TreeMap<>();
        facts.forEach((name, value) ->
                typed.put(name, Vocabulary.require(name).type() == FactType.NUMBER ? number(value) : value));
        return new FactSet(typed);
    }

    private static Object number(Object value) {
        return new BigDecimal(value.toString());
    }

    /**
     * What is missing, a sentence each: a rule without a hit, a miss, an unknown or both sides of its boundary, and cases of
     * rules that do not exist.
     */
    public static List<String> gaps(Collection<PolicyRule> rules, Collection<PolicyCase> cases) {
        List<String> gaps = new ArrayList<>();
        for (PolicyRule rule : rules) {
            List<PolicyCase> own =
                    cases.stream().filter(one -> one.rule().equals(rule.id())).toList();
            Set<Sort> missing = EnumSet.allOf(Sort.class);
            own.forEach(one -> missing.remove(one.sort()));
            missing.forEach(sort -> gaps.add("Rule " + rule.id() + " has no case " + where(sort) + "."));
            long sides = own.stream()
                    .filter(one -> one.sort() == Sort.BOUNDARY)
                    .map(PolicyCase::expectsNothing)
                    .distinct()
                    .count();
            if (sides == 1) {
                gaps.add("Rule " + rule.id() + " has a case on one side of its boundary only.");
            }
        }
        Set<String> known = new TreeSet<>();
        rules.forEach(rule -> known.add(rule.id()));
        cases.stream()
                .map(PolicyCase::rule)
                .filter(rule -> !known.contains(rule))
                .distinct()
                .forEach(rule -> gaps.add("There are cases of a rule " + rule + ", which does not exist."));
        return gaps;
    }

    private static String where(Sort sort) {
        return switch (sort) {
            case HIT -> "in which it speaks";
            case MISS -> "in which it stays silent";
            case UNKNOWN -> "with an unknown fact";
            case BOUNDARY -> "at its boundary";
        };
    }

    private static List<Resource> find(String pattern) {
        try {
            return Arrays.asList(new PathMatchingResourcePatternResolver().getResources(pattern));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object load(Resource file) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (InputStream text = file.getInputStream()) {
            return new Yaml(new SafeConstructor(strict)).load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> map(Object yaml) {
        Map<String, Object> map = new TreeMap<>();
        ((Map<?, ?>) yaml).forEach((key, value) -> map.put(key.toString(), value));
        return map;
    }
}
