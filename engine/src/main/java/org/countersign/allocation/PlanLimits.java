package org.countersign.allocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All limits that a plan keeps to, less what earlier plans have taken. */
@Component
class PlanLimits {

    private static final Duration WEEK = Duration.ofDays(7);

    private final Suggestions suggestions;
    private final SlotRows slots;
    private final PlacementRows placements;
    private final AllocationSettings settings;
    private final Clock clock;

    PlanLimits(
            Suggestions suggestions,
            SlotRows slots,
            PlacementRows placements,
            AllocationSettings settings,
            Clock clock) {
        this.suggestions = suggestions;
        this.slots = slots;
        this.placements = placements;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The limits for these applicants in these slots.
     *
     * @param applicants by campaign id
     */
    List<BoundLimit> of(Map<String, Applicant> applicants, List<SlotBook.Slot> free) {
        return new Collecting(applicants, free).limits;
    }

    private LocalDate weekOf(SlotBook.Slot slot) {
        return slot.start()
                .atZone(settings.timeZone())
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private final class Collecting {

        final List<BoundLimit> limits = new ArrayList<>();
        private final Map<String, Applicant> applicants;
        private final List<SlotBook.Slot> free;
        // A week back: what ran on Monday counts for the cap of the week that Thursday belongs to.
        private final List<PlanView.Placement> confirmed =
                placements.confirmedAfter(clock.instant().minus(WEEK));
        private final Map<SuggestionId, @Nullable Applicant> placed = new HashMap<>();

        Collecting(Map<String, Applicant> applicants, List<SlotBook.Slot> free) {
            this.applicants = applicants;
            this.free = free;
            capacities();
            budgets();
            caps();
            stocks();
            ofTheBook();
        }

        private void capacities() {
            Map<String, BigDecimal> taken = placements.loads();
            for (SlotBook.Slot slot : free) {
                add(
                        new Words(PlanView.LimitKind.CAPACITY, "The capacity of slot " + slot.id(), slot.id()),
                        taken.getOrDefault(slot.id(), BigDecimal.ZERO),
                        new Reach(List.of(slot.id()), null, PlanRequest.Measure.LOAD),
                        slot.capacity(),
                        null);
            }
        }

        private void budgets() {
            for (Applicant applicant : applicants.values()) {
                BigDecimal budget = applicant.wish().budget();
                if (budget != null) {
                    add(
                            new Words(PlanView.LimitKind.BUDGET, "The budget of " + applicant.name(), applicant.name()),
                            BigDecimal.ZERO,
                            new Reach(null, List.of(applicant.id()), PlanRequest.Measure.COST),
                            budget,
                            null);
                }
            }
        }

        private void caps() {
            Map<String, List<String>> audiences = new LinkedHashMap<>();
            for (Applicant applicant : applicants.values()) {
                String audience = applicant.audience();
                if (audience != null) {
                    audiences
                            .computeIfAbsent(audience, key -> new ArrayList<>())
                            .add(applicant.id());
                }
            }
            Map<LocalDate, List<String>> weeks = new LinkedHashMap<>();
            free.forEach(slot -> weeks.computeIfAbsent(weekOf(slot), key -> new ArrayList<>())
                    .add(slot.id()));
            Map<String, Map<LocalDate, Long>> before = contactsBefore();
            audiences.forEach((audience, campaigns) -> weeks.forEach((week, inWeek) -> {
                long contacts = before.getOrDefault(audience, Map.of()).getOrDefault(week, 0L);
                String whose = audience.startsWith("segment ") ? audience : "one customer";
                String when = " (week of " + week + ")";
                add(
                        new Words(PlanView.LimitKind.CAP, "The weekly cap of " + whose + when, whose + when),
                        BigDecimal.valueOf(contacts),
                        new Reach(inWeek, campaigns, PlanRequest.Measure.PLACEMENTS),
                        BigDecimal.valueOf(settings.weeklyCap()),
                        null);
            }));
        }

        private Map<String, Map<LocalDate, Long>> contactsBefore() {
            Map<String, Map<LocalDate, Long>> contacts = new HashMap<>();
            for (PlanView.Placement placement : confirmed) {
                String audience = audienceOf(placement);
                if (audience != null) {
                    LocalDate week = placement
                            .start()
                            .atZone(settings.timeZone())
                            .toLocalDate()
                            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                    contacts.computeIfAbsent(audience, key -> new HashMap<>()).merge(week, 1L, Long::sum);
                }
            }
            return contacts;
        }

        private @Nullable String audienceOf(PlanView.Placement placement) {
            if (placement.segment() != null) {
                return Applicant.segmentKey(placement.segment());
            }
            Applicant applicant = applicantOf(placement);
            return applicant == null ? null : applicant.audience();
        }

        private @Nullable Applicant applicantOf(PlanView.Placement placement) {
            return placed.computeIfAbsent(placement.suggestion(), id -> Applicant.of(suggestions.get(id)));
        }

        // A product's stock allows as many placements as it lasts for, if each sells what the largest of them expects
        // to.
        private void stocks() {
            Map<String, Integer> stock = new LinkedHashMap<>();
            Map<String, BigDecimal> units = new HashMap<>();
            Map<String, String> titles = new HashMap<>();
            Map<String, Set<String>> sellers = new HashMap<>();
            for (Applicant applicant : applicants.values()) {
                BigDecimal sold = applicant.unitsOfPlacement();
                for (Proposal.Product product : applicant.proposal().content().products()) {
                    Integer left = product.stock();
                    if (left != null && sold != null && sold.signum() > 0) {
                        stock.merge(product.id(), left, Math::min);
                        titles.put(product.id(), Titles.of(product));
                        units.merge(product.id(), sold, BigDecimal::max);
                        sellers.computeIfAbsent(product.id(), key -> new LinkedHashSet<>())
                                .add(applicant.id());
                    }
                }
            }
            Map<String, Long> before = placementsByProduct(stock.keySet());
            stock.forEach((product, left) -> {
                BigDecimal most = BigDecimal.valueOf(left)
                        .divide(units.getOrDefault(product, BigDecimal.ONE), 0, RoundingMode.FLOOR);
                add(
                        new Words(
                                PlanView.LimitKind.STOCK,
                                "The stock of " + titles.get(product),
                                titles.getOrDefault(product, product)),
                        BigDecimal.valueOf(before.getOrDefault(product, 0L)),
                        new Reach(
                                null,
                                List.copyOf(sellers.getOrDefault(product, Set.of())),
                                PlanRequest.Measure.PLACEMENTS),
                        most,
                        null);
            });
        }

        // What is still to run; what ran already has left the stock that the producer states.
        private Map<String, Long> placementsByProduct(Set<String> products) {
            Map<String, Long> before = new HashMap<>();
            if (products.isEmpty()) {
                return before;
            }
            for (PlanView.Placement placement : confirmed) {
                Applicant applicant = placement.end().isAfter(clock.instant()) ? applicantOf(placement) : null;
                if (applicant != null) {
                    applicant.proposal().content().products().stream()
                            .map(Proposal.Product::id)
                            .filter(products::contains)
                            .distinct()
                            .forEach(product -> before.merge(product, 1L, Long::sum));
                }
            }
            return before;
        }

        private void ofTheBook() {
            List<PlanView.Placement> inBook = placements.confirmedInBook();
            Set<String> toCome = new LinkedHashSet<>();
            free.forEach(slot -> toCome.add(slot.id()));
            for (PlanRequest.Limit limit : slots.limits()) {
                List<String> all = limit.slots();
                BigDecimal before = inBook.stream()
                        .filter(placement -> all == null || all.contains(placement.slot()))
                        .map(placement -> measured(placement, limit.measure()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                List<String> open = all == null
                        ? null
                        : all.stream().filter(toCome::contains).toList();
                add(
                        new Words(PlanView.LimitKind.BOOK, "Limit " + limit.id(), limit.id()),
                        before,
                        new Reach(open, null, limit.measure()),
                        limit.max(),
                        limit.min());
            }
        }

        private void add(
                Words words, BigDecimal earlier, Reach reach, @Nullable BigDecimal max, @Nullable BigDecimal min) {
            PlanRequest.Limit asked = new PlanRequest.Limit(
                    "limit-" + limits.size(),
                    reach.slots(),
                    reach.campaigns(),
                    reach.measure(),
                    less(max, earlier),
                    less(min, earlier));
            limits.add(new BoundLimit(asked, words.kind(), words.label(), words.subject(), earlier, max));
        }
    }

    private record Words(PlanView.LimitKind kind, String label, String subject) {}

    private record Reach(
            @Nullable List<String> slots, @Nullable List<String> campaigns, PlanRequest.Measure measure) {}

    /** What a placement counts in a measure. */
    static BigDecimal measured(PlanView.Placement placement, PlanRequest.Measure measure) {
        return switch (measure) {
            case PLACEMENTS -> BigDecimal.ONE;
            case LOAD -> placement.load();
            case COST -> placement.cost();
        };
    }

    private static @Nullable BigDecimal less(@Nullable BigDecimal side, BigDecimal earlier) {
        return side == null ? null : side.subtract(earlier).max(BigDecimal.ZERO);
    }
}
