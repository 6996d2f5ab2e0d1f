package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A book of slots of one hour each; a test states only what matters to it. */
final class SlotBooks {

    private final List<SlotBook.Slot> slots = new ArrayList<>();
    private final List<PlanRequest.Limit> limits = new ArrayList<>();

    SlotBooks slot(String id, String channel, Instant start, int capacity) {
        return slot(id, channel, start, capacity, null);
    }

    SlotBooks slot(String id, String channel, Instant start, int capacity, @Nullable String market) {
        slots.add(new SlotBook.Slot(
                id, channel, start, start.plus(Duration.ofHours(1)), market, BigDecimal.valueOf(capacity)));
        return this;
    }

    SlotBooks atMost(String id, int placements) {
        limits.add(new PlanRequest.Limit(
                id, null, null, PlanRequest.Measure.PLACEMENTS, BigDecimal.valueOf(placements), null));
        return this;
    }

    SlotBook book() {
        return new SlotBook(slots, limits);
    }
}
