package org.countersign.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a shop knows, in the shape of "The Complete Journey": order lines, catalogue, households, campaigns. Everything
 * iterates in a fixed order, so that the same shop leads to the same suggestions.
 *
 * @param name short and stable; part of every suggestion's external id
 * @param products the catalogue by product id; lines may name products that it lacks
 * @param lines order lines, oldest first
 * @param demographics what is known of households; personal data, and missing for most of them
 * @param mailed the households that each campaign was mailed to, by campaign id
 */
record Shop(
        String name,
        Map<String, Product> products,
        List<Line> lines,
        Map<String, Demographics> demographics,
        List<Campaign> campaigns,
        Map<String, Set<String>> mailed,
        List<Redemption> redemptions) {

    /** An article of the catalogue; {@code category} is the level that shelves are labelled with. */
    record Product(String id, String department, String brand, String category, String type, String packageSize) {}

    /** What one household bought of one product in one basket; amounts in US dollars, discounts as positive amounts. */
    record Line(
            String household,
            String basket,
            String product,
            int quantity,
            BigDecimal salesValue,
            BigDecimal retailDiscount,
            BigDecimal couponDiscount,
            int week,
            Instant at) {

        /** Whether it cost less than usual, by the shop's own reduction or by a coupon. */
        boolean reduced() {
            return retailDiscount.signum() > 0 || couponDiscount.signum() > 0;
        }
    }

    /** A household's age and income, in the bands of the source. */
    record Demographics(String household, String age, String income) {}

    /** A mailing; {@code type} is A, B or C, A being the largest. */
    record Campaign(String id, String type, LocalDate start, LocalDate end) {}

    /** A coupon of a campaign that a household used. */
    record Redemption(String household, String coupon, String campaign, LocalDate on) {}

    /** The catalogue row of a product, empty for the few that have none. */
    Optional<Product> product(String id) {
        return Optional.ofNullable(products.get(id));
    }

    /** The households that bought anything. */
    Set<String> households() {
        Set<String> households = new TreeSet<>();
        lines.forEach(line -> households.add(line.household()));
        return households;
    }

    /** The products sold, catalogued or not. */
    Set<String> productsSold() {
        Set<String> sold = new TreeSet<>();
        lines.forEach(line -> sold.add(line.product()));
        return sold;
    }

    /** The number of baskets. */
    int baskets() {
        return (int) lines.stream().map(Line::basket).distinct().count();
    }

    /** The products sold that the catalogue lacks: nothing can be said about them, so they are never suggested. */
    Set<String> uncatalogued() {
        Set<String> unknown = productsSold();
        unknown.removeAll(products.keySet());
        return unknown;
    }

    /** Who bought of each category, by category. */
    Map<String, Set<String>> buyersByCategory() {
        Map<String, Set<String>> buyers = new TreeMap<>();
        for (Line line : lines) {
            product(line.product())
                    .ifPresent(product -> buyers.computeIfAbsent(product.category(), name -> new TreeSet<>())
                            .add(line.household()));
        }
        return buyers;
    }

    /** The lines of catalogued products, by product id. */
    Map<String, List<Line>> linesByProduct() {
        Map<String, List<Line>> byProduct = new HashMap<>();
        for (Line line : lines) {
            if (products.containsKey(line.product())) {
                byProduct
                        .computeIfAbsent(line.product(), id -> new ArrayList<>())
                        .add(line);
            }
        }
        return new TreeMap<>(byProduct);
    }

    /** Those of {@code households} whose demographics are known. */
    Set<String> known(Collection<String> households) {
        Set<String> known = new TreeSet<>(households);
        known.retainAll(demographics.keySet());
        return known;
    }

    /** The households that used a coupon of the campaign. */
    Set<String> redeemers(String campaign) {
        Set<String> households = new TreeSet<>();
        redemptions.stream()
                .filter(redemption -> redemption.campaign().equals(campaign))
                .forEach(redemption -> households.add(redemption.household()));
        return households;
    }
}
