package org.countersign.policies;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.countersign.policy.Phrases;
import org.countersign.policy.PolicySource;
import org.countersign.policy.ReferenceLists;
import org.jspecify.annotations.Nullable;

/** The functions of the policy language, as the ordinary Drools compiler links them in tests. */
public final class DrlFunctions {

    private static final ReferenceLists LISTS = new PolicySource().lists();

    private DrlFunctions() {}

    public static List<String> list(String name) {
        return LISTS.require(name);
    }

    public static boolean mentions(String text, List<String> phrases) {
        return Phrases.mentions(text, phrases);
    }

    public static boolean mentions(String text, String... phrases) {
        return Phrases.mentions(text, Arrays.asList(phrases));
    }

    public static boolean containsAny(List<?> values, List<String> others) {
        return values.stream().anyMatch(others::contains);
    }

    public static boolean containsAny(List<?> values, String... others) {
        return containsAny(values, Arrays.asList(others));
    }

    public static boolean containsAll(List<?> values, List<String> others) {
        return others.stream().allMatch(values::contains);
    }

    public static boolean containsAll(List<?> values, String... others) {
        return containsAll(values, Arrays.asList(others));
    }

    public static boolean containsOnly(List<?> values, List<String> others) {
        return values.stream().allMatch(others::contains);
    }

    public static boolean containsOnly(List<?> values, String... others) {
        return containsOnly(values, Arrays.asList(others));
    }

    public static @Nullable BigDecimal highest(String table, Object keys) {
        return rows(table, keys).max(Comparator.naturalOrder()).orElse(null);
    }

    public static @Nullable BigDecimal lowest(String table, Object keys) {
        return rows(table, keys).min(Comparator.naturalOrder()).orElse(null);
    }

    private static Stream<BigDecimal> rows(String table, Object keys) {
        Map<String, BigDecimal> rows = new HashMap<>();
        for (String line : LISTS.require(table)) {
            String[] row = line.split("=", 2);
            rows.put(row[0].strip(), new BigDecimal(row[1].strip()));
        }
        List<BigDecimal> found = (keys instanceof List<?> several ? several : List.of(keys))
                .stream().map(rows::get).filter(Objects::nonNull).toList();
        return found.isEmpty() ? Stream.of("*").map(rows::get).filter(Objects::nonNull) : found.stream();
    }
}
