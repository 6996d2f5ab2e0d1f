package org.countersign.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.countersign.shared.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A catalogue row as a customer would see it. */
final class Shelf {

    private static final List<String> FROM_21 =
            List.of("BEER", "WINE", "LIQUOR", "SPIRITS", "CIGARETTES", "CIGARS", "TOBACCO");
    private static final List<String> MEDICINE =
            List.of("COLD AND FLU", "ANALGESICS", "ANTACIDS", "VITAMINS", "LAXATIVE");
    private static final List<String> NO_GOODS = List.of("COUPON", "MISC. TRANS", "FUEL", "UNKNOWN", "(CORP USE ONLY)");

    private final Lot lot;

    Shelf(Lot lot) {
        this.lot = lot;
    }

    /** The product block of a suggestion. The data hold no stock, so it is drawn by lot. */
    ObjectNode product(Shop.Product product) {
        ObjectNode block = Json.MAPPER.createObjectNode();
        block.put("id", product.id());
        block.put("title", title(product));
        ArrayNode categories = block.putArray("categories");
        Stream.of(product.department(), product.category())
                .filter(name -> !name.isBlank())
                .distinct()
                .forEach(categories::add);
        block.put("sensitiveClass", isMedicine(product.category()) ? "MEDICINE" : null);
        if (ageLimit(product.category()) == 0) {
            block.putNull("ageLimit");
        } else {
            block.put("ageLimit", ageLimit(product.category()));
        }
        block.put("stock", lot.draw(40, "stock", product.id()) == 0 ? 0 : 20 + lot.draw(400, "stock", product.id()));
        return block;
    }

    /** The age from which US law lets people buy of this category; 0 for most. */
    static int ageLimit(String category) {
        return FROM_21.stream().anyMatch(category::contains) ? 21 : 0;
    }

    /** Whether a category holds goods; some are the till's bookkeeping, and some products have none. */
    static boolean isGoods(String category) {
        return !category.isBlank() && NO_GOODS.stream().noneMatch(category::contains);
    }

    /** {@code FLUID MILK PRODUCTS} as a sentence has it: {@code fluid milk products}. */
    static String words(String category) {
        return category.toLowerCase(Locale.ROOT)
                .replace("frzn", "frozen")
                .replace("sald drsng/sndwch sprd", "salad dressing and spreads")
                .replace("refrgratd", "refrigerated")
                .replace("bkd fd", "baked food")
                .replace("prods", "products")
                .replace("/", ", ");
    }

    /** {@code FLUID MILK PRODUCTS} as part of an id: {@code fluid-milk-products}. */
    static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static boolean isMedicine(String category) {
        return MEDICINE.stream().anyMatch(category::contains);
    }

    private static String title(Shop.Product product) {
        String type = words(product.type().isBlank() ? product.category() : product.type());
        String size = product.packageSize().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(type.charAt(0)) + type.substring(1) + (size.isEmpty() ? "" : ", " + size);
    }
}
