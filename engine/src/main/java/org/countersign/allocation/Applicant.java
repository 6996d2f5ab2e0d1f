package org.countersign.allocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;

/**
 * A suggestion that waits for a slot, with the parts of it that planning asks about.
 *
 * @param name what it is called in sentences
 */
record Applicant(SuggestionView view, Proposal proposal, Proposal.Placement wish, String name) {

    /** Null if it wants no slot or has been erased. */
    static @Nullable Applicant of(SuggestionView view) {
        Proposal proposal = view.proposal();
        Proposal.Placement wish = proposal == null ? null : proposal.placement();
        return proposal == null || wish == null ? null : new Applicant(view, proposal, wish, Titles.of(proposal));
    }

    /** All of them that want a slot, in their order; who would be called the same is told apart by the producer's id. */
    static List<Applicant> all(Collection<SuggestionView> views) {
        List<Applicant> all =
                views.stream().map(Applicant::of).filter(Objects::nonNull).toList();
        Map<String, Long> times = all.stream().collect(Collectors.groupingBy(Applicant::name, Collectors.counting()));
        return all.stream()
                .map(one -> times.getOrDefault(one.name, 0L) < 2
                        ? one
                        : new Applicant(
                                one.view, one.proposal, one.wish, one.name + " [" + one.view.externalId() + "]"))
                .toList();
    }

    String id() {
        return view.id().toString();
    }

    /** Whether it may take a slot. */
    boolean mayTake(SlotBook.Slot slot, AllocationSettings settings) {
        return obstacle(slot, settings) == null;
    }

    /** Why it may not take a slot, the first that applies; null if it may. */
    @Nullable
    Obstacle obstacle(SlotBook.Slot slot, AllocationSettings settings) {
        if (!proposal.channels().contains(slot.channel())) {
            return Obstacle.CHANNEL;
        }
        if (!isIn(slot.market())) {
            return Obstacle.MARKET;
        }
        if (slot.start().isBefore(proposal.validFrom()) || slot.end().isAfter(proposal.validUntil())) {
            return Obstacle.VALIDITY;
        }
        return settings.quietHours().cover(slot.channel(), slot.start(), zone(settings)) ? Obstacle.QUIET_HOURS : null;
    }

    /** What keeps it out of a slot, whatever else is planned. */
    enum Obstacle {
        CHANNEL("is for another channel", "are for other channels"),
        MARKET("is for another market", "are for other markets"),
        VALIDITY("lies outside its validity", "lie outside its validity"),
        QUIET_HOURS("begins in its quiet hours", "begin in its quiet hours");

        private final String one;
        private final String many;

        Obstacle(String one, String many) {
            this.one = one;
            this.many = many;
        }

        /** Said of one slot. */
        String one() {
            return one;
        }

        /** Said of so many slots. */
        String count(long slots) {
            return slots + " " + (slots == 1 ? one : many);
        }
    }

    private ZoneId zone(AllocationSettings settings) {
        String zone = proposal.audience().timeZone();
        try {
            return zone == null ? settings.timeZone() : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            return settings.timeZone();
        }
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

    /** How many of a product one placement is expected to sell; null where that is not known. */
    @Nullable
    BigDecimal unitsOfPlacement() {
        Proposal.Price price = proposal.content().price();
        return price == null || price.offered().signum() <= 0
                ? null
                : valueOfPlacement().divide(price.offered(), 4, RoundingMode.CEILING);
    }

    /** A product of it that is sold out; null if there is none. */
    Proposal.@Nullable Product soldOut() {
        return proposal.content().products().stream()
                .filter(product -> Objects.equals(product.stock(), 0))
                .findFirst()
                .orElse(null);
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
