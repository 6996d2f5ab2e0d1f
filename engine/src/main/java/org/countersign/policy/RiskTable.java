package org.countersign.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countersign.policy.DrlCursor.Mistake;
import org.countersign.policy.Risk.Level;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What makes a suggestion risky, who must look at how much risk, and how much of what is clear is looked at all the same:
 * one page of YAML beside the policies, its conditions in the language of the policies.
 *
 * @param from points from which on a level begins; LOW begins at 0
 * @param people who must look at a level, though nothing else asks for anybody
 * @param sample share of clear suggestions of a level that a person looks at, 0 to 1
 * @param markets the same where a market has rates of its own
 */
public record RiskTable(
        List<Factor> factors,
        Map<Level, Integer> from,
        Map<Level, Integer> people,
        Map<Level, BigDecimal> sample,
        Map<String, Map<Level, BigDecimal>> markets) {

    private static final BigDecimal USUAL = new BigDecimal("0.05");

    public RiskTable {
        factors = List.copyOf(factors);
        from = Map.copyOf(from);
        people = Map.copyOf(people);
        sample = Map.copyOf(sample);
        markets = Map.copyOf(markets);
    }

    /**
     * One thing that makes a suggestion riskier.
     *
     * @param points 1 to 100
     * @param whenUnknown whether it counts where the facts do not tell whether it holds
     */
    public record Factor(String name, Condition when, int points, boolean whenUnknown) {

        boolean counts(FactSet facts) {
            Truth truth = when.truth(facts);
            return truth == Truth.TRUE || (whenUnknown && truth == Truth.UNKNOWN);
        }
    }

    /** Nothing is risky, and one clear suggestion in twenty is looked at. */
    static RiskTable none() {
        return new RiskTable(List.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** The risk of a suggestion with these facts. */
    public Risk assess(FactSet facts) {
        List<Factor> counting =
                factors.stream().filter(factor -> factor.counts(facts)).toList();
        int points = counting.stream().mapToInt(Factor::points).sum();
        Level level = Level.LOW;
        for (Map.Entry<Level, Integer> each : new TreeMap<>(from).entrySet()) {
            level = points >= each.getValue() ? each.getKey() : level;
        }
        return new Risk(level, points, counting.stream().map(Factor::name).toList(), people.getOrDefault(level, 0));
    }

    /**
     * The share of clear suggestions of this level to look at: of several markets the largest, so that a strict market
     * is sampled as strictly where a suggestion is for others too.
     *
     * @param jurisdictions where a market is a country, its parts are of it
     */
    public BigDecimal sampleRate(Level level, List<String> jurisdictions) {
        BigDecimal usual = sample.getOrDefault(level, USUAL);
        return jurisdictions.stream()
                .map(place -> rates(place).getOrDefault(level, usual))
                .max(BigDecimal::compareTo)
                .orElse(usual);
    }

    private Map<Level, BigDecimal> rates(String place) {
        Map<Level, BigDecimal> own = markets.get(place);
        String country = place.length() > 2 ? place.substring(0, 2) : place;
        return own == null ? markets.getOrDefault(country, Map.of()) : own;
    }

    /**
     * Reads a table.
     *
     * @param file its name, for messages
     * @throws IllegalArgumentException naming the file, the place and what would be accepted
     */
    static RiskTable read(String file, String text, ReferenceLists lists) {
        try {
            Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return new Reading(lists).table(root);
        } catch (YAMLException | Mistake | IllegalArgumentException e) {
            throw new IllegalArgumentException("The risk table " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** From YAML's maps and lists to the table; whatever is not known is refused. */
    private record Reading(ReferenceLists lists) {

        RiskTable table(@Nullable Object root) {
            Map<String, Object> table =
                    map("the table", root, List.of("factors", "levels", "people", "sample", "markets"));
            Map<String, Map<Level, BigDecimal>> markets = new TreeMap<>();
            map("markets", table.get("markets"), null)
                    .forEach((market, rates) -> markets.put(market, rates(market, rates)));
            return new RiskTable(
                    factors(table.get("factors")),
                    numbers("levels", table.get("levels"), 1, 10_000),
                    numbers("people", table.get("people"), 0, Reviewers.MAX_APPROVALS),
                    rates("sample", table.get("sample")),
                    markets);
        }

        private List<Factor> factors(@Nullable Object node) {
            if (!(node instanceof List<?> items)) {
                throw new IllegalArgumentException("factors must be a list.");
            }
            List<Factor> factors = new ArrayList<>();
            for (Object item : items) {
                Map<String, Object> factor =
                        map("factor " + (factors.size() + 1), item, List.of("name", "when", "points", "unknown"));
                String name = String.valueOf(factor.get("name"));
                String unknown = String.valueOf(factor.getOrDefault("unknown", "COUNT"));
                if (!List.of("COUNT", "SKIP").contains(unknown)) {
                    throw new IllegalArgumentException(
                            "unknown of \"" + name + "\" is COUNT or SKIP, not " + unknown + ".");
                }
                factors.add(new Factor(
                        name,
                        condition(name, String.valueOf(factor.get("when"))),
                        number("points of \"" + name + "\"", factor.get("points"), 1, 100),
                        unknown.equals("COUNT")));
            }
            return factors;
        }

        private Condition condition(String name, String text) {
            DrlCursor cursor = new DrlCursor(DrlTokens.of(text));
            try {
                Condition condition = new DrlConditions(cursor, lists, new PolicyDraft.Builder()).conjunction();
                if (!cursor.isAtEnd()) {
                    throw cursor.unexpected("the end of the condition", List.of());
                }
                return condition;
            } catch (Mistake mistake) {
                throw new IllegalArgumentException("\"" + name + "\": " + mistake.getMessage(), mistake);
            }
        }

        private static Map<Level, Integer> numbers(String what, @Nullable Object node, int least, int most) {
            Map<Level, Integer> numbers = new EnumMap<>(Level.class);
            map(what, node, levels())
                    .forEach((level, value) ->
                            numbers.put(Level.valueOf(level), number(what + " of " + level, value, least, most)));
            return numbers;
        }

        private static Map<Level, BigDecimal> rates(String what, @Nullable Object node) {
            Map<Level, BigDecimal> rates = new EnumMap<>(Level.class);
            map(what, node, levels()).forEach((level, value) -> {
                BigDecimal rate = new BigDecimal(String.valueOf(value));
                if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) > 0) {
                    throw new IllegalArgumentException(
                            "The rate " + what + " of " + level + " is 0 to 1, not " + rate + ".");
                }
                rates.put(Level.valueOf(level), rate);
            });
            return rates;
        }

        private static int number(String what, @Nullable Object value, int least, int most) {
            if (value instanceof Integer number && number >= least && number <= most) {
                return number;
            }
            throw new IllegalArgumentException(
                    "The " + what + " must be " + least + " to " + most + ", not " + value + ".");
        }

        /** @param known the keys that may be there; null for any */
        private static Map<String, Object> map(String what, @Nullable Object node, @Nullable List<String> known) {
            Map<String, Object> map = new TreeMap<>();
            if (node instanceof Map<?, ?> entries) {
                entries.forEach((key, value) -> map.put(String.valueOf(key), value));
            } else if (node != null) {
                throw new IllegalArgumentException(what + " must be a map.");
            }
            for (String key : map.keySet()) {
                if (known != null && !known.contains(key)) {
                    throw new IllegalArgumentException(what + " has no \"" + key + "\"." + Nearest.hint(key, known));
                }
            }
            return map;
        }

        private static List<String> levels() {
            return Arrays.stream(Level.values()).map(Enum::name).collect(Collectors.toList());
        }
    }
}
