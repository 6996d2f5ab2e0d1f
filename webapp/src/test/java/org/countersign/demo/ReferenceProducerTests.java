package org.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ReferenceProducerTests {

    private static final Path REAL = Path.of("..", "..", "shared", "data");
    private static final Instant WEDNESDAY = Instant.parse("2026-11-25T10:00:00Z");

    @Test
    void proposesTheSameInTheSameWeekAndOtherThingsInTheNext() {
        List<ObjectNode> once = suggestions(producer(null), WEDNESDAY);
        List<ObjectNode> again = suggestions(producer(null), WEDNESDAY.plusSeconds(3 * 24 * 3600));
        List<ObjectNode> nextWeek = suggestions(producer(null), WEDNESDAY.plusSeconds(7 * 24 * 3600));

        assertThat(again).isEqualTo(once);
        assertThat(ids(nextWeek)).doesNotContainAnyElementsOf(ids(once));
    }

    @Test
    void proposesAllFiveKindsWithIdsOfTheirOwn() {
        assertRich(suggestions(producer(null), WEDNESDAY));
    }

    @Test
    void proposesAsMuchFromTheRealFiles() {
        assumeTrue(Files.isDirectory(REAL), "Skipped: the Complete Journey files are not in ../shared/data.");

        assertRich(suggestions(producer(REAL), WEDNESDAY));
    }

    @Test
    void suggestsNothingThatTheCatalogueLacks() {
        ReferenceProducer producer = producer(null);
        Shop shop = producer.shop();

        Set<String> suggested = producer.suggestions(shop, DemoWeek.of(WEDNESDAY)).stream()
                .flatMap(suggestion -> suggestion.at("/content/products").valueStream())
                .map(product -> product.path("id").asString(""))
                .collect(Collectors.toSet());

        assertThat(shop.uncatalogued()).isNotEmpty();
        assertThat(suggested).isNotEmpty().doesNotContainAnyElementsOf(shop.uncatalogued());
    }

    @Test
    void neverMakesHouseholdsWithoutDemographicsLookMeasured() {
        ReferenceProducer producer = producer(null);
        Shop shop = producer.shop();

        for (ObjectNode suggestion : producer.suggestions(shop, DemoWeek.of(WEDNESDAY))) {
            String subject = suggestion.at("/audience/subject").asString("");
            boolean unknownSubject =
                    !subject.isEmpty() && !shop.demographics().containsKey(subject.substring("hh-".length()));
            if (unknownSubject) {
                assertThat(suggestion.at("/audience/composition")).isEmpty();
                assertThat(suggestion.at("/audience/ageBand").isNull()).isTrue();
            }
            if (suggestion.at("/audience/segment").asString("").startsWith("all ")) {
                assertThat(suggestion.at("/audience/composition").toString()).contains("\"unknown\"");
            }
        }
    }

    @Test
    void keepsSomeConsentsGrantedSomeWithdrawnAndSomeUnknown() {
        SubjectConsents consents = new SubjectConsents(DemoWeek.of(WEDNESDAY), new Lot(20170101));
        List<String> statuses = producer(null).shop().households().stream()
                .map(household -> consents.of(household)
                        .map(body -> body.path("consents").get(0).path("status").asString(""))
                        .orElse("UNKNOWN"))
                .toList();

        assertThat(statuses).contains("GRANTED", "WITHDRAWN", "OBJECTED", "UNKNOWN");
        assertThat(statuses.stream().filter("GRANTED"::equals).count()).isGreaterThan(statuses.size() / 2);
    }

    private static void assertRich(List<ObjectNode> suggestions) {
        assertThat(suggestions).hasSizeBetween(60, 150);
        assertThat(ids(suggestions)).doesNotHaveDuplicates();
        assertThat(suggestions)
                .extracting(suggestion -> suggestion.path("kind").asString(""))
                .contains("RECOMMENDATION", "PRICE_OFFER", "SEGMENT_TARGETING", "CAMPAIGN_COPY", "CART_RECOVERY");
        assertThat(suggestions.stream()
                        .filter(suggestion -> suggestion.path("placement").isObject())
                        .count())
                .isGreaterThan(10);
    }

    private static List<String> ids(List<ObjectNode> suggestions) {
        return suggestions.stream()
                .map(suggestion -> suggestion.path("externalId").asString(""))
                .toList();
    }

    private static List<ObjectNode> suggestions(ReferenceProducer producer, Instant now) {
        return producer.suggestions(producer.shop(), DemoWeek.of(now));
    }

    private static ReferenceProducer producer(@Nullable Path data) {
        return new ReferenceProducer(new DemoProperties(data, false, 20170101), Clock.fixed(WEDNESDAY, ZoneOffset.UTC));
    }
}
