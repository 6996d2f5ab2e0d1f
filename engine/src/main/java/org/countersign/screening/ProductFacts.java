package org.countersign.screening;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.countersign.policy.FactSet;
import org.countersign.suggestion.Proposal.Product;

/**
 * The facts of all products together. A product without a category has no entry in the catalogue, so nothing of its
 * nature is known; a product that has one and names no sensitive class or age limit has none.
 */
final class ProductFacts {

    private ProductFacts() {}

    static void add(FactSet.Builder facts, List<Product> products) {
        if (products.isEmpty()) {
            return;
        }
        boolean allInCatalogue =
                products.stream().noneMatch(product -> product.categories().isEmpty());
        List<String> sensitive = products.stream()
                .map(Product::sensitiveClass)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        int ageLimit = products.stream()
                .map(Product::ageLimit)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        facts.texts("product.categories", allInCatalogue ? categories(products) : null)
                .texts("product.sensitiveClasses", allInCatalogue || !sensitive.isEmpty() ? sensitive : null)
                .number("product.ageLimit", allInCatalogue || ageLimit > 0 ? BigDecimal.valueOf(ageLimit) : null);
        lowestStock(products).ifPresent(stock -> facts.number("product.lowestStock", stock));
    }

    private static List<String> categories(List<Product> products) {
        return products.stream()
                .flatMap(product -> product.categories().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Empty if the stock of a product is unknown and might be lower still than that of the others. */
    private static OptionalInt lowestStock(List<Product> products) {
        OptionalInt lowest = products.stream()
                .map(Product::stock)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .min();
        boolean allKnown = products.stream().noneMatch(product -> product.stock() == null);
        return allKnown || lowest.equals(OptionalInt.of(0)) ? lowest : OptionalInt.empty();
    }
}
