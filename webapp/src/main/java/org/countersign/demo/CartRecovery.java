package org.countersign.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reminds households of a cart; the last basket that each bought stands in for one they left. */
final class CartRecovery {

    private static final int REMINDERS = 24;
    private static final int MOST_PRODUCTS = 4;

    private final Shop shop;
    private final DemoWeek week;
    private final Lot lot;
    private final Shelf shelf;

    CartRecovery(Shop shop, DemoWeek week, Lot lot) {
        this.shop = shop;
        this.week = week;
        this.lot = lot;
        this.shelf = new Shelf(lot);
    }

    List<ObjectNode> propose() {
        Map<String, List<Shop.Line>> carts = lastBaskets();
        ArrayNode ofTheRun = composition(carts);
        List<String> drawn = carts.keySet().stream()
                .sorted(Comparator.<String>comparingInt(household -> lot.draw(1_000_000, "cart", household))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<ObjectNode> drafts = new ArrayList<>();
        for (String household : drawn) {
            List<Shop.Line> cart = carts.getOrDefault(household, List.of());
            List<Shop.Product> products = products(cart);
            if (drafts.size() < REMINDERS && !products.isEmpty()) {
                drafts.add(reminder(household, products, worth(cart), ofTheRun));
            }
        }
        return drafts;
    }

    /** The lines of each household's newest basket. */
    private Map<String, List<Shop.Line>> lastBaskets() {
        Map<String, List<Shop.Line>> newest = new LinkedHashMap<>();
        for (Shop.Line line : shop.lines()) {
            List<Shop.Line> basket = newest.computeIfAbsent(line.household(), household -> new ArrayList<>());
            if (!basket.isEmpty() && !basket.getFirst().basket().equals(line.basket())) {
                basket.clear();
            }
            basket.add(line);
        }
        return newest;
    }

    /**
     * One customer cannot be measured, so each reminder carries the composition of the whole run: of the members with a
     * cart, those whose cart is worth reminding of.
     */
    private ArrayNode composition(Map<String, List<Shop.Line>> carts) {
        Set<String> eligible = shop.known(carts.keySet());
        Set<String> chosen = new TreeSet<>();
        for (String household : eligible) {
            if (worth(carts.getOrDefault(household, List.of())).compareTo(BigDecimal.ONE) >= 0) {
                chosen.add(household);
            }
        }
        return new Composition(shop).of(eligible, chosen);
    }

    private ObjectNode reminder(String household, List<Shop.Product> products, BigDecimal worth, ArrayNode ofTheRun) {
        Shop.@Nullable Demographics about = shop.demographics().get(household);
        int hours = 2 + lot.draw(60, "cart touched", household);
        ObjectNode content = Json.MAPPER.createObjectNode();
        ArrayNode list = content.putArray("products");
        products.forEach(product -> list.add(shelf.product(product)));
        content.set("message", message(products));
        content.put("cartTouchedAt", week.before(Duration.ofHours(hours)).toString());
        return new Draft(
                        "CART_RECOVERY",
                        String.join("-", "cart", shop.name(), week.name(), Draft.subject(household)),
                        "cart-return",
                        "0.9.3",
                        week)
                .because(
                        "Carts of %d products are often bought after one reminder.".formatted(products.size()),
                        0.2 + 0.05 * products.size(),
                        0.2,
                        new Draft.Reason("cartItems", Integer.toString(products.size()), 0.05 * products.size()),
                        new Draft.Reason("hoursSinceCartTouched", Integer.toString(hours), -0.001 * hours))
                .forHousehold(
                        household,
                        about == null ? null : AgeBand.of(about),
                        lot.draw(6, "contacts", household),
                        about == null ? null : ofTheRun)
                .using("MARKETING", "CONSENT", "cart")
                .on(List.of("EMAIL"))
                .withContent(content)
                .worth(worth.max(BigDecimal.ONE));
    }

    private ObjectNode message(List<Shop.Product> products) {
        return new CampaignText(
                        "Your cart is still here",
                        "You left " + products.size() + (products.size() == 1 ? " product" : " products")
                                + " in your cart. We keep it until the end of the week.",
                        false,
                        List.of())
                .toJson();
    }

    /** What of a basket can be shown: the till knows a few products that the catalogue lacks. */
    private List<Shop.Product> products(List<Shop.Line> basket) {
        return basket.stream()
                .flatMap(line -> shop.product(line.product()).stream())
                .filter(product -> Shelf.isGoods(product.category()))
                .distinct()
                .limit(MOST_PRODUCTS)
                .toList();
    }

    private static BigDecimal worth(List<Shop.Line> basket) {
        return basket.stream().map(Shop.Line::salesValue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
