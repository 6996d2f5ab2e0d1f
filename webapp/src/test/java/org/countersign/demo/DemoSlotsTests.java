package org.countersign.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DemoSlotsTests {

    private static final DemoWeek WEEK = DemoWeek.of(Instant.parse("2026-11-25T10:00:00Z"));

    @Test
    void areTheSameBookOnEveryDayOfAWeek() {
        assertThat(DemoSlots.of(DemoWeek.of(Instant.parse("2026-11-23T00:00:00Z"))))
                .isEqualTo(DemoSlots.of(WEEK));
        assertThat(DemoSlots.of(DemoWeek.of(Instant.parse("2026-11-29T23:59:59Z"))))
                .isEqualTo(DemoSlots.of(WEEK));
    }

    /** What was placed in the second week must still be in the book when that week comes. */
    @Test
    void keepTheSecondWeekWhenItBecomesTheFirst() {
        ObjectNode next = DemoSlots.of(DemoWeek.of(Instant.parse("2026-11-30T00:00:00Z")));

        assertThat(slots(next)).containsAll(slots(DemoSlots.of(WEEK)).subList(14, 28));
    }

    @Test
    void areLimitedOnlyWhereTheyAre() {
        ObjectNode book = DemoSlots.of(WEEK);
        Set<String> ids = new TreeSet<>();
        book.path("slots").forEach(slot -> ids.add(slot.path("id").asString("")));

        assertThat(ids).hasSize(28);
        assertThat(book.path("limits"))
                .allSatisfy(
                        limit -> assertThat(limit.path("slots").valueStream().map(slot -> slot.asString("")))
                                .isSubsetOf(ids));
    }

    private static List<JsonNode> slots(ObjectNode book) {
        return book.path("slots").valueStream().toList();
    }
}
