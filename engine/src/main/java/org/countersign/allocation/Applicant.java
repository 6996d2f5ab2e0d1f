package org.countersign.allocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;

/** A suggestion that waits for a slot, with the parts of it that planning asks about. */
record Applicant(SuggestionView view, Proposal proposal, Proposal.Placement wish) {

    /** Null if it wants no slot or has been erased. */
    static @Nullable Applicant of(SuggestionView view) {
        Proposal proposal = view.proposal();
        Proposal.Placement wish = proposal == null ? null : proposal.placement();
        return proposal == null || wish == null ? null : new Applicant(view, proposal, wish);
    }

    String id() {
        return view.id().toString();
    }

    String name() {
        return view.externalId();
    }

    /** Whether it may take a slot: its channel, its market, and the whole slot within its validity. */
    boolean mayTake(SlotBook.Slot slot) {
        return proposal.channels().contains(slot.channel())
                && !slot.start().isBefore(proposal.validFrom())
                && !slot.end().isAfter(proposal.validUntil())
                && isIn(slot.market());
    }

    // US-NY lies in US, so a slot of the market US serves it.
    private boolean isIn(@Nullable String market) {
        return market == null
                || proposal.audience().jurisdictions().stream()
                        .anyMatch(place -> place.equals(market) || place.startsWith(market + "-"));
    }

    /** Empty if it states no expected value. */
    String currency() {
        Proposal.ExpectedValue value = proposal.value();
        return value == null ? "" : value.currency();
    }

    /** What one placement brings: the expected value is that of all wanted placements together, in equal parts. */
    BigDecimal valueOfPlacement() {
        Proposal.ExpectedValue value = proposal.value();
        return value == null
                ? BigDecimal.ZERO
                : value.expected().divide(BigDecimal.valueOf(wish.maxPlacements()), 4, RoundingMode.HALF_EVEN);
    }

    BigDecimal cost() {
        return Objects.requireNonNullElse(wish.cost(), BigDecimal.ZERO);
    }

    /** Whose frequency is capped: the segment or the one customer; null if neither is known. */
    @Nullable
    String audience() {
        Proposal.Audience audience = proposal.audience();
        return audience.subject() != null ? "subject " + audience.subject() : segmentKey(audience.segment());
    }

    static @Nullable String segmentKey(@Nullable String segment) {
        return segment == null ? null : "segment " + segment;
    }

    /** Null for a single customer, who is not to be named in a plan. */
    @Nullable
    String segment() {
        return proposal.audience().subject() != null
                ? null
                : proposal.audience().segment();
    }
}
