package org.countersign.delivery;

import java.time.Instant;
import java.util.List;
import org.countersign.allocation.SlotPlacement;
import org.countersign.suggestion.Proposal;
import org.jspecify.annotations.Nullable;

/**
 * Where and when an item may be shown.
 *
 * @param placement the slot it was given; null where none was asked for
 */
record Occasion(
        List<String> channels,
        Instant from,
        Instant until,
        @Nullable SlotPlacement placement) {

    /** On every channel, as long as the suggestion is valid. */
    static Occasion anywhere(Proposal proposal) {
        return new Occasion(proposal.channels(), proposal.validFrom(), proposal.validUntil(), null);
    }

    /** In its slot, within the suggestion's validity. */
    static Occasion in(SlotPlacement placement, Proposal proposal) {
        Instant from = placement.start().isAfter(proposal.validFrom()) ? placement.start() : proposal.validFrom();
        Instant until = placement.end().isBefore(proposal.validUntil()) ? placement.end() : proposal.validUntil();
        return new Occasion(List.of(placement.channel()), from, until, placement);
    }

    @Nullable
    String slot() {
        return placement == null ? null : placement.slot();
    }
}
