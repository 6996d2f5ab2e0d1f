package org.countersign.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Recommends what households that buy one category buy more often than others do: co-purchase by lift. */
final class Recommendations {

    private static final int STARTING_POINTS = 8;
    private static final int PER_STARTING_POINT = 3;
    private static final int FOR_EVERYBODY = 6;
    private static final int FOR_HOUSEHOLDS = 12;

    private final Shop shop;
    private final DemoWeek week;
    private final Lot lot;
    private final Shelf shelf;
    private final Composition composition;
    private final int households;
    private final Map<String, Set<String>> buyers;
    private final BestSellers bestSellers;

    Recommendations(Shop shop, DemoWeek week, Lot lot) {
        this.shop = shop;
        this.week = week;
        this.lot = lot;
        this.shelf = new Shelf(lot);
        this.composition = new Composition(shop);
        this.households = shop.households().size();
        this.buyers = shop.buyersByCategory();
        this.bestSellers = new BestSellers(shop);
    }

    List<ObjectNode> propose() {
        List<Pair> pairs = pairs();
        List<ObjectNode> drafts = new ArrayList<>();
        for (Pair pair : pairs) {
            drafts.add(forMembers(pair));
        }
        for (Pair pair : pairs.subList(0, Math.min(FOR_EVERYBODY, pairs.size()))) {
            drafts.add(forEverybody(pair));
        }
        ageRestricted().ifPresent(pair -> drafts.add(forEverybody(pair)));
        drafts.addAll(forHouseholds(pairs));
        return drafts;
    }

    /** The strongest pairs of the most bought categories. */
    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (String bought : mostBought()) {
            buyers.keySet().stream()
                    .filter(other -> !other.equals(bought) && Shelf.isGoods(other) && Shelf.ageLimit(other) == 0)
                    .map(other -> pair(bought, other))
                    .filter(pair -> pair.both >= Math.max(15, households / 50) && pair.lift() > 1)
                    .sorted(Comparator.comparingDouble(Pair::lift).reversed().thenComparing(Pair::suggested))
                    .limit(PER_STARTING_POINT)
                    .forEach(pairs::add);
        }
        return pairs;
    }

    private Optional<Pair> ageRestricted() {
        return buyers.keySet().stream()
                .filter(category -> Shelf.ageLimit(category) > 0)
                .max(Comparator.comparingInt(category -> buyersOf(category).size()))
                .map(category -> pair(mostBought().getFirst(), category));
    }

    private List<String> mostBought() {
        return buyers.keySet().stream()
                .filter(category -> Shelf.isGoods(category) && Shelf.ageLimit(category) == 0)
                .sorted(Comparator.<String>comparingInt(
                                category -> -buyersOf(category).size())
                        .thenComparing(Comparator.naturalOrder()))
                .limit(STARTING_POINTS)
                .toList();
    }

    private Pair pair(String bought, String suggested) {
        Set<String> both = new TreeSet<>(buyersOf(bought));
        both.retainAll(buyersOf(suggested));
        return new Pair(
                bought, suggested, buyersOf(bought).size(), buyersOf(suggested).size(), both.size(), households);
    }

    /** Members told us about themselves, so the audience can be measured. */
    private ObjectNode forMembers(Pair pair) {
        Set<String> eligible = shop.known(buyersOf(pair.bought));
        Set<String> chosen = without(eligible, buyersOf(pair.suggested));
        return draft(pair, "members")
                .forSegment(
                        "members who buy " + Shelf.words(pair.bought),
                        chosen.size(),
                        "18+",
                        composition.of(eligible, chosen))
                .worth(value(chosen.size(), pair));
    }

    /** Two thirds of the customers said nothing about themselves, their age included. */
    private ObjectNode forEverybody(Pair pair) {
        Set<String> eligible = buyersOf(pair.bought);
        Set<String> chosen = without(eligible, buyersOf(pair.suggested));
        return draft(pair, "all")
                .forSegment(
                        "all who buy " + Shelf.words(pair.bought),
                        chosen.size(),
                        null,
                        composition.of(eligible, chosen))
                .worth(value(chosen.size(), pair));
    }

    private List<ObjectNode> forHouseholds(List<Pair> pairs) {
        List<ObjectNode> drafts = new ArrayList<>();
        int known = 0;
        int unknown = 0;
        for (Pair pair : pairs) {
            Set<String> eligible = shop.known(buyersOf(pair.bought));
            ArrayNode ofTheRun = composition.of(eligible, without(eligible, buyersOf(pair.suggested)));
            for (String household : byLot(without(buyersOf(pair.bought), buyersOf(pair.suggested)))) {
                Shop.Demographics about = shop.demographics().get(household);
                if (about != null && known < FOR_HOUSEHOLDS / 2 && known <= unknown) {
                    known++;
                    drafts.add(forHousehold(pair, household, AgeBand.of(about), ofTheRun));
                    break;
                }
                if (about == null && unknown < FOR_HOUSEHOLDS / 2 && unknown <= known) {
                    unknown++;
                    drafts.add(forHousehold(pair, household, null, null));
                    break;
                }
            }
        }
        return drafts;
    }

    private ObjectNode forHousehold(
            Pair pair, String household, @Nullable String ageBand, @Nullable ArrayNode ofTheRun) {
        return draft(pair, Draft.subject(household))
                .forHousehold(household, ageBand, lot.draw(3, "contacts", household), ofTheRun)
                .using("PERSONALISATION", "CONSENT", "purchases by category")
                .worth(value(1, pair));
    }

    private Draft draft(Pair pair, String audience) {
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.putArray("products").add(shelf.product(bestSellers.of(pair.suggested)));
        content.put("reason", "Often bought with " + Shelf.words(pair.bought));
        return new Draft(
                        "RECOMMENDATION",
                        String.join(
                                "-",
                                "rec",
                                shop.name(),
                                week.name(),
                                Shelf.slug(pair.bought),
                                Shelf.slug(pair.suggested),
                                audience),
                        "co-purchase",
                        "1.4.0",
                        week)
                .because(
                        "Households that buy %s buy %s %.1f times as often as all households."
                                .formatted(Shelf.words(pair.bought), Shelf.words(pair.suggested), pair.lift()),
                        pair.confidence(),
                        pair.base(),
                        new Draft.Reason("lift", "%.2f".formatted(pair.lift()), pair.confidence() - pair.base()),
                        new Draft.Reason(
                                "householdsThatBuyBoth",
                                Integer.toString(pair.both),
                                (double) pair.both / pair.households))
                .using("PERSONALISATION", "LEGITIMATE_INTERESTS", "purchases by category")
                .on(List.of("WEB"))
                .withContent(content);
    }

    private BigDecimal value(int customers, Pair pair) {
        return BigDecimal.valueOf(customers * pair.confidence() * 0.9);
    }

    private Set<String> buyersOf(String category) {
        return buyers.getOrDefault(category, Set.of());
    }

    private List<String> byLot(Set<String> some) {
        return some.stream()
                .sorted(Comparator.comparingInt(household -> lot.draw(1_000_000, "recommendation", household)))
                .toList();
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    /** Two categories and how many households buy the one, the other and both. */
    private record Pair(String bought, String suggested, int first, int second, int both, int households) {

        /** Share of the buyers of the one that buy the other. */
        double confidence() {
            return (double) both / first;
        }

        /** Share of all households that buy the other. */
        double base() {
            return (double) second / households;
        }

        double lift() {
            return confidence() / base();
        }
    }
}
