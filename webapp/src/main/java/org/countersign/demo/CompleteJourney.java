package org.countersign.demo;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a {@link Shop} from the files of "The Complete Journey", a year of a US grocer (data set CC0). */
final class CompleteJourney {

    private static final Logger LOG = LoggerFactory.getLogger(CompleteJourney.class);

    private final Path folder;
    private int oddRows;

    private CompleteJourney(Path folder) {
        this.folder = folder;
    }

    /** @throws IllegalArgumentException if a file is missing; the message names it */
    static Shop read(Path folder) {
        return new CompleteJourney(folder).read();
    }

    private Shop read() {
        Shop shop = new Shop("journey", products(), lines(), demographics(), campaigns(), mailed(), redemptions());
        LOG.info(
                "Read {} order lines of {} households in {} baskets, {} products.",
                shop.lines().size(),
                shop.households().size(),
                shop.baskets(),
                shop.productsSold().size());
        if (oddRows > 0) {
            LOG.info("Left out {} rows that could not be read.", oddRows);
        }
        if (!shop.uncatalogued().isEmpty()) {
            LOG.info(
                    "{} products were sold that the catalogue lacks; nothing is suggested about them.",
                    shop.uncatalogued().size());
        }
        return shop;
    }

    private Map<String, Shop.Product> products() {
        Map<String, Shop.Product> products = new TreeMap<>();
        read("cj_products_in_sample", row -> {
            String id = row.required("product_id");
            products.put(
                    id,
                    new Shop.Product(
                            id,
                            row.text("department"),
                            row.text("brand"),
                            row.text("product_category"),
                            row.text("product_type"),
                            row.text("package_size")));
        });
        return products;
    }

    private List<Shop.Line> lines() {
        List<Shop.Line> lines = new ArrayList<>(75_000);
        read(
                "cj_transactions_sample",
                row -> lines.add(new Shop.Line(
                        row.required("household_id"),
                        row.required("basket_id"),
                        row.required("product_id"),
                        Integer.parseInt(row.required("quantity")),
                        new BigDecimal(row.required("sales_value")),
                        new BigDecimal(row.required("retail_disc")),
                        new BigDecimal(row.required("coupon_disc"))
                                .add(new BigDecimal(row.required("coupon_match_disc"))),
                        Integer.parseInt(row.required("week")),
                        Instant.parse(row.required("transaction_ts_utc")))));
        lines.sort(Comparator.comparing(Shop.Line::at)
                .thenComparing(Shop.Line::basket)
                .thenComparing(Shop.Line::product));
        return lines;
    }

    private Map<String, Shop.Demographics> demographics() {
        Map<String, Shop.Demographics> demographics = new TreeMap<>();
        read("cj_demographics", row -> {
            String household = row.required("household_id");
            demographics.put(household, new Shop.Demographics(household, row.required("age"), row.required("income")));
        });
        return demographics;
    }

    private List<Shop.Campaign> campaigns() {
        List<Shop.Campaign> campaigns = new ArrayList<>();
        read(
                "cj_campaign_descriptions",
                row -> campaigns.add(new Shop.Campaign(
                        row.required("campaign_id"),
                        row.required("campaign_type").replace("Type ", ""),
                        LocalDate.parse(row.required("start_date")),
                        LocalDate.parse(row.required("end_date")))));
        campaigns.sort(Comparator.comparing(Shop.Campaign::start).thenComparing(Shop.Campaign::id));
        return campaigns;
    }

    private Map<String, Set<String>> mailed() {
        Map<String, Set<String>> mailed = new TreeMap<>();
        read(
                "cj_campaigns",
                row -> mailed.computeIfAbsent(row.required("campaign_id"), id -> new TreeSet<>())
                        .add(row.required("household_id")));
        return mailed;
    }

    private List<Shop.Redemption> redemptions() {
        List<Shop.Redemption> redemptions = new ArrayList<>();
        read(
                "cj_coupon_redemptions",
                row -> redemptions.add(new Shop.Redemption(
                        row.required("household_id"),
                        row.required("coupon_upc"),
                        row.required("campaign_id"),
                        LocalDate.parse(row.required("redemption_date")))));
        return redemptions;
    }

    private void read(String name, Consumer<CsvFile.Row> reader) {
        oddRows += CsvFile.in(folder, name).read(reader).oddRows();
    }
}
