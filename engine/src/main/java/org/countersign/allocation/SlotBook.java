package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All slots that can be planned, and the limits over several of them (contract, section 2, {@code PUT /api/v1/slots}). */
public record SlotBook(List<Slot> slots, List<PlanRequest.Limit> limits) {

    /** Lists that are absent are empty. */
    public SlotBook {
        slots = present(slots);
        limits = present(limits);
    }

    private static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : Collections.unmodifiableList(list);
    }

    /**
     * One slot.
     *
     * @param channel as suggestions name it, for example {@code EMAIL}
     * @param end exclusive
     * @param market a jurisdiction such as {@code DE}, which {@code DE-BY} belongs to; null for every market
     * @param capacity in the unit of a placement's load
     */
    public record Slot(
            String id,
            String channel,
            Instant start,
            Instant end,
            @Nullable String market,
            BigDecimal capacity) {

        /** Whether it is the same place at the same time; capacity may differ. */
        boolean isSamePlaceAs(Slot other) {
            return channel.equals(other.channel)
                    && start.equals(other.start)
                    && end.equals(other.end)
                    && java.util.Objects.equals(market, other.market);
        }
    }
}
