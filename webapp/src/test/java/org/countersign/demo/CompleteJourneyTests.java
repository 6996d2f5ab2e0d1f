package org.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompleteJourneyTests {

    private static final Path REAL = Path.of("..", "..", "shared", "data");

    @TempDir
    private Path folder;

    @Test
    void readsTheRealFilesCompletely() {
        assumeTrue(Files.isDirectory(REAL), "Skipped: the Complete Journey files are not in ../shared/data.");

        Shop shop = CompleteJourney.read(REAL);

        assertThat(shop.lines()).hasSize(75_000);
        assertThat(shop.households()).hasSize(2_377);
        assertThat(shop.baskets()).isEqualTo(47_243);
        assertThat(shop.productsSold()).hasSize(20_902);
        assertThat(shop.uncatalogued()).hasSize(5);
        assertThat(shop.demographics()).hasSize(801);
        assertThat(shop.campaigns()).hasSize(27);
        assertThat(shop.redemptions()).hasSize(2_102);
        assertThat(shop.mailed().values()).flatMap(households -> households).hasSize(6_589);
    }

    /** The rates are those of the README beside the files. */
    @Test
    void findsTheKnownRatesOfReducedLinesByAge() {
        assumeTrue(Files.isDirectory(REAL), "Skipped: the Complete Journey files are not in ../shared/data.");
        Shop shop = CompleteJourney.read(REAL);
        Map<String, int[]> byAge = new HashMap<>();
        for (Shop.Line line : shop.lines()) {
            Shop.Demographics known = shop.demographics().get(line.household());
            int[] counts = byAge.computeIfAbsent(known == null ? "unknown" : known.age(), age -> new int[2]);
            counts[0]++;
            counts[1] += line.reduced() ? 1 : 0;
        }

        Map.of(
                        "19-24", 0.522919,
                        "25-34", 0.494206,
                        "35-44", 0.524728,
                        "45-54", 0.510933,
                        "55-64", 0.510941,
                        "65+", 0.467078,
                        "unknown", 0.506570)
                .forEach((age, rate) -> {
                    int[] counts = byAge.getOrDefault(age, new int[2]);
                    assertThat((double) counts[1] / counts[0]).as(age).isCloseTo(rate, within(0.0000005));
                });
    }

    @Test
    void readsPlainFilesAndLeavesOddRowsOut() throws Exception {
        write(
                "cj_transactions_sample",
                "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc,week,transaction_ts_utc",
                "1,9,100,77,1,1.50,0.29,0,0,1,2017-01-01T12:30:27Z",
                "2,9,101,77,one,1.50,0.29,0,0,1,2017-01-01T12:30:27Z",
                "3,9,102,77,1,1.50",
                "",
                "4,9,103,78,1,2.00,0,0,0,1,2017-01-02T12:30:27Z");
        write(
                "cj_products_in_sample",
                "product_id,manufacturer_id,department,brand,product_category,product_type,package_size",
                "77,69,GROCERY,Private,EGGS,\"EGGS, \"\"X-LARGE\"\"\",1 DZ");
        write("cj_demographics", "household_id,age,income", "1,65+,35-49K");
        write(
                "cj_campaign_descriptions",
                "campaign_id,campaign_type,start_date,end_date",
                "1,Type A,2017-03-03,2017-04-09");
        write("cj_campaigns", "campaign_id,household_id", "1,1");
        write("cj_coupon_redemptions", "household_id,coupon_upc,campaign_id,redemption_date", "1,5,1,2017-03-09");

        Shop shop = CompleteJourney.read(folder);

        assertThat(shop.lines()).extracting(Shop.Line::household).containsExactly("1", "4");
        assertThat(shop.uncatalogued()).containsExactly("78");
        assertThat(shop.product("77").orElseThrow().type()).isEqualTo("EGGS, \"X-LARGE\"");
        assertThat(shop.campaigns().getFirst().type()).isEqualTo("A");
        assertThat(shop.redeemers("1")).containsExactly("1");
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> CompleteJourney.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cj_products_in_sample");
    }

    private void write(String name, String... lines) throws Exception {
        Files.write(folder.resolve(name + ".csv"), List.of(lines));
    }
}
