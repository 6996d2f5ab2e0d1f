package org.countersign.demo;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What sells most, by category and over all. */
final class BestSellers {

    private final Map<String, Shop.Product> byCategory = new HashMap<>();
    private final List<Shop.Product> ranking;

    BestSellers(Shop shop) {
        Map<String, List<Shop.Line>> lines = shop.linesByProduct();
        this.ranking = shop.products().values().stream()
                .filter(product -> lines.containsKey(product.id()))
                .sorted(Comparator.<Shop.Product>comparingInt(product ->
                                -lines.getOrDefault(product.id(), List.of()).size())
                        .thenComparing(Shop.Product::id))
                .toList();
        ranking.forEach(product -> byCategory.putIfAbsent(product.category(), product));
    }

    /**
     * The product of the category that is sold most often.
     *
     * @throws IllegalArgumentException if nothing of it was ever sold
     */
    Shop.Product of(String category) {
        Shop.Product product = byCategory.get(category);
        if (product == null) {
            throw new IllegalArgumentException("Nothing of " + category + " was sold.");
        }
        return product;
    }

    /** All products sold, the most sold first. */
    List<Shop.Product> ranking() {
        return ranking;
    }
}
