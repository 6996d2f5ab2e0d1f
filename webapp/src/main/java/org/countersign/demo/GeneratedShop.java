package org.countersign.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A made-up grocer of the same shape as "The Complete Journey", defects included: some households without demographics,
 * some products without a catalogue row. The same seed gives the same shop.
 */
final class GeneratedShop {

    private static final int HOUSEHOLDS = 1_000;
    private static final int BASKETS = 9_000;
    private static final int PRODUCTS_PER_CATEGORY = 6;
    private static final LocalDate FIRST_DAY = LocalDate.of(2017, 1, 1);
    private static final List<String> AGES = List.of("19-24", "25-34", "35-44", "45-54", "55-64", "65+");
    private static final int[] AGE_WEIGHTS = {10, 18, 24, 26, 12, 10};
    private static final List<String> INCOMES =
            List.of("Under 15K", "15-24K", "25-34K", "35-49K", "50-74K", "75-99K", "100-124K", "125-149K");

    /** Each shelf with its department; neighbours go together in a basket. */
    private static final List<String> SHELVES = List.of(
            "GROCERY/COFFEE",
            "GROCERY/FLUID MILK PRODUCTS",
            "GROCERY/BAKED BREAD/BUNS/ROLLS",
            "GROCERY/CHEESE",
            "MEAT-PCKGD/LUNCHMEAT",
            "GROCERY/FROZEN PIZZA",
            "GROCERY/SOFT DRINKS",
            "GROCERY/BAG SNACKS",
            "GROCERY/BEERS/ALES",
            "PRODUCE/TROPICAL FRUIT",
            "GROCERY/YOGURT",
            "GROCERY/COLD CEREAL",
            "GROCERY/PASTA SAUCE",
            "GROCERY/DRY NOODLES/PASTA",
            "PRODUCE/VEGETABLES SALAD",
            "GROCERY/SALD DRSNG/SNDWCH SPRD",
            "DRUG GM/DIAPERS & DISPOSABLES",
            "DRUG GM/COLD AND FLU",
            "GROCERY/ICE CREAM/MILK/SHERBTS",
            "PASTRY/COOKIES");

    private final Random random;
    private final Map<String, Shop.Product> products = new TreeMap<>();
    private final List<List<String>> idsByShelf = new ArrayList<>();
    private final List<Shop.Line> lines = new ArrayList<>();

    private GeneratedShop(long seed) {
        this.random = new Random(seed);
    }

    static Shop withSeed(long seed) {
        return new GeneratedShop(seed).make();
    }

    private Shop make() {
        stockShelves();
        Map<String, Shop.Demographics> demographics = demographics();
        sell();
        List<Shop.Campaign> campaigns = campaigns();
        Map<String, Set<String>> mailed = mail(campaigns);
        return new Shop(
                "corner", products, List.copyOf(lines), demographics, campaigns, mailed, redeem(campaigns, mailed));
    }

    private void stockShelves() {
        for (String shelf : SHELVES) {
            String department = shelf.substring(0, shelf.indexOf('/'));
            String category = shelf.substring(shelf.indexOf('/') + 1);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < PRODUCTS_PER_CATEGORY; i++) {
                String id = Integer.toString(800_000 + idsByShelf.size() * 1_000 + i);
                ids.add(id);
                // The last product of every seventh shelf is sold without a catalogue row.
                if (idsByShelf.size() % 7 != 3 || i < PRODUCTS_PER_CATEGORY - 1) {
                    products.put(
                            id,
                            new Shop.Product(
                                    id,
                                    department,
                                    i % 3 == 0 ? "Private" : "National",
                                    category,
                                    category + " - KIND " + (i + 1),
                                    (8 + 4 * i) + " OZ"));
                }
            }
            idsByShelf.add(ids);
        }
    }

    private Map<String, Shop.Demographics> demographics() {
        Map<String, Shop.Demographics> demographics = new TreeMap<>();
        for (int household = 1; household <= HOUSEHOLDS; household++) {
            if (random.nextInt(100) < 60) {
                String id = Integer.toString(household);
                demographics.put(
                        id,
                        new Shop.Demographics(id, AGES.get(weighted()), INCOMES.get(random.nextInt(INCOMES.size()))));
            }
        }
        return demographics;
    }

    private void sell() {
        Instant first = FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
        for (int basket = 0; basket < BASKETS; basket++) {
            String household = Integer.toString(1 + random.nextInt(HOUSEHOLDS));
            // Baskets are laid out evenly over the year.
            long minute = basket * (364L * 24 * 60) / BASKETS;
            Instant at = first.plus(minute, ChronoUnit.MINUTES);
            int shelf = random.nextInt(SHELVES.size());
            Set<String> bought = new TreeSet<>();
            for (int items = 2 + random.nextInt(4); items > 0; items--) {
                List<String> ids = idsByShelf.get(shelf);
                bought.add(ids.get(random.nextInt(ids.size())));
                shelf = random.nextInt(100) < 60 ? (shelf + 1) % SHELVES.size() : random.nextInt(SHELVES.size());
            }
            for (String product : bought) {
                lines.add(line(household, Long.toString(31_000_000_000L + basket), product, at, minute));
            }
        }
    }

    private Shop.Line line(String household, String basket, String product, Instant at, long minute) {
        int quantity = random.nextInt(10) == 0 ? 2 : 1;
        BigDecimal price = new BigDecimal(99 + Integer.parseInt(product) % 700).movePointLeft(2);
        BigDecimal list = price.multiply(BigDecimal.valueOf(quantity));
        BigDecimal discount = random.nextInt(2) == 0
                ? BigDecimal.ZERO
                : list.multiply(BigDecimal.valueOf(10 + random.nextInt(20)))
                        .movePointLeft(2)
                        .setScale(2, RoundingMode.HALF_UP);
        return new Shop.Line(
                household,
                basket,
                product,
                quantity,
                list.subtract(discount),
                discount,
                BigDecimal.ZERO,
                1 + (int) (minute / (7 * 24 * 60)),
                at);
    }

    private List<Shop.Campaign> campaigns() {
        List<Shop.Campaign> campaigns = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            LocalDate start = FIRST_DAY.plusDays(20 + 28L * i);
            campaigns.add(new Shop.Campaign(
                    Integer.toString(i + 1), i % 4 == 0 ? "A" : i % 4 == 2 ? "C" : "B", start, start.plusDays(34)));
        }
        return campaigns;
    }

    private Map<String, Set<String>> mail(List<Shop.Campaign> campaigns) {
        Map<String, Set<String>> mailed = new TreeMap<>();
        for (Shop.Campaign campaign : campaigns) {
            int percent = campaign.type().equals("A") ? 55 : 12;
            Set<String> households = new TreeSet<>();
            for (int household = 1; household <= HOUSEHOLDS; household++) {
                if (random.nextInt(100) < percent) {
                    households.add(Integer.toString(household));
                }
            }
            mailed.put(campaign.id(), households);
        }
        return mailed;
    }

    private List<Shop.Redemption> redeem(List<Shop.Campaign> campaigns, Map<String, Set<String>> mailed) {
        List<Shop.Redemption> redemptions = new ArrayList<>();
        for (Shop.Campaign campaign : campaigns) {
            for (String household : mailed.getOrDefault(campaign.id(), Set.of())) {
                if (random.nextInt(100) < 25) {
                    redemptions.add(new Shop.Redemption(
                            household,
                            "5" + (1_000_000_000L + random.nextInt(1_000)),
                            campaign.id(),
                            campaign.start().plusDays(random.nextInt(30))));
                }
            }
        }
        return redemptions;
    }

    private int weighted() {
        int lot = random.nextInt(100);
        for (int i = 0; i < AGE_WEIGHTS.length; i++) {
            lot -= AGE_WEIGHTS[i];
            if (lot < 0) {
                return i;
            }
        }
        return AGE_WEIGHTS.length - 1;
    }
}
