package org.countersign.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.shared.Json;
import tools.jackson.databind.node.ObjectNode;

/** Offers the best sellers at the reduction they usually get, to those who buy at a reduction. */
final class PriceOffers {

    private static final int OFFERS = 18;
    private static final int ENOUGH_LINES = 6;

    private final Shop shop;
    private final DemoWeek week;
    private final Shelf shelf;
    private final Composition composition;
    private final Map<String, List<Shop.Line>> lines;

    PriceOffers(Shop shop, DemoWeek week, Lot lot) {
        this.shop = shop;
        this.week = week;
        this.shelf = new Shelf(lot);
        this.composition = new Composition(shop);
        this.lines = shop.linesByProduct();
    }

    List<ObjectNode> propose() {
        List<ObjectNode> drafts = new ArrayList<>();
        Set<String> categories = new TreeSet<>();
        for (Shop.Product product : new BestSellers(shop).ranking()) {
            if (drafts.size() < OFFERS
                    && Shelf.isGoods(product.category())
                    && !categories.contains(product.category())) {
                prices(product).ifPresent(prices -> {
                    categories.add(product.category());
                    drafts.add(offer(product, prices, drafts.size()));
                });
            }
        }
        return drafts;
    }

    /** What the product cost and what it was sold for; empty where it was never reduced or hardly sold. */
    private Optional<Prices> prices(Shop.Product product) {
        List<BigDecimal> list = new ArrayList<>();
        List<BigDecimal> reduced = new ArrayList<>();
        List<BigDecimal> lately = new ArrayList<>();
        Instant last = shop.lines().getLast().at();
        for (Shop.Line line : lines.getOrDefault(product.id(), List.of())) {
            BigDecimal full = line.salesValue().add(line.retailDiscount());
            if (line.quantity() < 1 || full.signum() <= 0) {
                continue; // returns and till corrections
            }
            list.add(perPiece(full, line));
            if (line.retailDiscount().signum() > 0 && line.salesValue().signum() > 0) {
                reduced.add(perPiece(line.salesValue(), line));
            }
            if (line.at().isAfter(last.minus(Duration.ofDays(30)))) {
                lately.add(perPiece(line.salesValue(), line));
            }
        }
        if (list.size() < ENOUGH_LINES || reduced.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal usual = median(list);
        BigDecimal offered = median(reduced);
        if (offered.compareTo(usual) >= 0 || usual.signum() <= 0 || offered.signum() <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Prices(usual, offered, lately.stream().min(BigDecimal::compareTo), reduced.size()));
    }

    private ObjectNode offer(Shop.Product product, Prices prices, int number) {
        boolean everybody = number % 3 == 2;
        Set<String> eligible = buyersOf(product.category(), false);
        Set<String> chosen = buyersOf(product.category(), true);
        if (!everybody) {
            eligible = shop.known(eligible);
            chosen = shop.known(chosen);
        }
        boolean adults = Shelf.ageLimit(product.category()) > 0;
        BigDecimal share = prices.offered.divide(prices.list, 4, RoundingMode.HALF_UP);
        double reduction = 1 - share.doubleValue();
        Draft draft = new Draft(
                        "PRICE_OFFER",
                        String.join(
                                "-", "offer", shop.name(), week.name(), product.id(), everybody ? "all" : "members"),
                        "elasticity",
                        "3.2.0",
                        week)
                .because(
                        "Of the %d times it was sold reduced, the usual price was %s instead of %s dollars."
                                .formatted(prices.timesReduced, prices.offered, prices.list),
                        reduction,
                        0.1,
                        new Draft.Reason("usualReduction", "%.0f %%".formatted(reduction * 100), reduction),
                        new Draft.Reason("timesSoldReduced", Integer.toString(prices.timesReduced), 0.05))
                .forSegment(
                        (everybody ? "all who buy " : "members who buy ") + Shelf.words(product.category())
                                + " at a reduction",
                        chosen.size(),
                        everybody ? null : adults ? "21+" : "18+",
                        composition.of(eligible, chosen))
                .using("MARKETING", "LEGITIMATE_INTERESTS", "purchases by category", "reductions used")
                .on(number % 4 == 3 ? List.of("EMAIL", "WEB") : List.of("WEB"))
                .withContent(content(product, prices, number % 9 == 4));
        if (number % 3 != 1) {
            draft.wantingSlots(1 + number % 2, 1 + number % 4, "0.40", "500.00");
        }
        return draft.worth(prices.offered.multiply(BigDecimal.valueOf(chosen.size() * 0.12)));
    }

    private ObjectNode content(Shop.Product product, Prices prices, boolean personalised) {
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.putArray("products").add(shelf.product(product));
        ObjectNode price = content.putObject("price");
        price.put("list", prices.list.toPlainString());
        price.put("offered", prices.offered.toPlainString());
        price.put("lowest30d", prices.lately.map(BigDecimal::toPlainString).orElse(null));
        price.put("referenceShown", prices.list.toPlainString());
        price.put("currency", "USD");
        price.put("personalised", personalised);
        price.put("usesPersonalData", personalised);
        price.put("mandatoryFees", "0.00");
        return content;
    }

    private Set<String> buyersOf(String category, boolean reducedOnly) {
        Set<String> households = new TreeSet<>();
        for (Shop.Line line : shop.lines()) {
            boolean fits = shop.product(line.product())
                    .filter(product -> product.category().equals(category))
                    .isPresent();
            if (fits && (!reducedOnly || line.reduced())) {
                households.add(line.household());
            }
        }
        return households;
    }

    private static BigDecimal perPiece(BigDecimal amount, Shop.Line line) {
        return amount.divide(BigDecimal.valueOf(line.quantity()), 2, RoundingMode.HALF_UP);
    }

    private static BigDecimal median(List<BigDecimal> amounts) {
        List<BigDecimal> sorted = amounts.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Prices of one piece, in dollars. */
    private record Prices(BigDecimal list, BigDecimal offered, Optional<BigDecimal> lately, int timesReduced) {}
}
