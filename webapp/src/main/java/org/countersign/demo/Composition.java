package org.countersign.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.countersign.shared.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an audience is really made up by age and income: of all who could have been chosen, who was. Households of which
 * nothing is known are a group of their own, {@code unknown}; leaving them out would make the audience look measured.
 */
final class Composition {

    private static final String UNKNOWN = "unknown";

    /** Below this many in the smallest group the wider bands are used; smaller groups could not be measured at all. */
    private static final int SMALLEST_GROUP = 30;

    private static final Map<String, String> WIDE_AGES = Map.of(
            "19-24", "19-34", "25-34", "19-34", "35-44", "35-54", "45-54", "35-54", "55-64", "55+", "65+", "55+");

    private final Shop shop;

    Composition(Shop shop) {
        this.shop = shop;
    }

    /**
     * The composition by age and income.
     *
     * @param eligible all who could have been chosen
     * @param favoured those who were
     */
    ArrayNode of(Collection<String> eligible, Set<String> favoured) {
        ArrayNode composition = Json.MAPPER.createArrayNode();
        composition.add(byAge(eligible, favoured));
        composition.add(attribute("income", count(eligible, favoured, Composition::incomeBand)));
        return composition;
    }

    private ObjectNode byAge(Collection<String> eligible, Set<String> favoured) {
        Map<String, int[]> narrow = count(eligible, favoured, Shop.Demographics::age);
        boolean measurable = narrow.entrySet().stream()
                .filter(group -> !group.getKey().equals(UNKNOWN))
                .allMatch(group -> group.getValue()[0] >= SMALLEST_GROUP);
        // Another name for other groups, so that nobody adds them up or compares 35-54 with 35-44.
        return measurable
                ? attribute("age", narrow)
                : attribute(
                        "age, wide bands",
                        count(eligible, favoured, known -> WIDE_AGES.getOrDefault(known.age(), known.age())));
    }

    /** Eligible and favoured per group, in the order of the bands. */
    private Map<String, int[]> count(
            Collection<String> eligible, Set<String> favoured, Function<Shop.Demographics, String> band) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (String household : eligible) {
            Shop.Demographics known = shop.demographics().get(household);
            int[] group = counts.computeIfAbsent(known == null ? UNKNOWN : band.apply(known), name -> new int[2]);
            group[0]++;
            if (favoured.contains(household)) {
                group[1]++;
            }
        }
        return counts;
    }

    private static ObjectNode attribute(String name, Map<String, int[]> counts) {
        ObjectNode attribute = Json.MAPPER.createObjectNode();
        attribute.put("attribute", name);
        ArrayNode groups = attribute.putArray("groups");
        List<String> names = new ArrayList<>(counts.keySet());
        names.sort(Composition::byBand);
        for (String group : names) {
            int[] count = counts.getOrDefault(group, new int[2]);
            groups.addObject().put("group", group).put("eligible", count[0]).put("favoured", count[1]);
        }
        return attribute;
    }

    /** {@code unknown} last, "under" first, the rest as text, which is the order of the bands. */
    private static int byBand(String one, String other) {
        if (one.equals(UNKNOWN) || other.equals(UNKNOWN)) {
            return Boolean.compare(one.equals(UNKNOWN), other.equals(UNKNOWN));
        }
        boolean oneIsLowest = one.startsWith("under");
        boolean otherIsLowest = other.startsWith("under");
        return oneIsLowest || otherIsLowest ? Boolean.compare(otherIsLowest, oneIsLowest) : one.compareTo(other);
    }

    /** Three bands instead of the source's twelve, of which half are too small to measure. */
    private static String incomeBand(Shop.Demographics known) {
        return switch (known.income()) {
            case "Under 15K", "15-24K", "25-34K" -> "under 35K";
            case "35-49K", "50-74K" -> "35-74K";
            default -> "75K+";
        };
    }
}
