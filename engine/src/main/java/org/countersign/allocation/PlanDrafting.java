package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.allocation.PlanDraft.NamedLimit;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Turns what waits, the slots to come and what is confirmed already into a planning problem. */
@Component
class PlanDrafting {

    private static final int MOST_WAITING = 5_000;
    private static final int MOST_PAIRS = 500_000;
    private static final Duration WEEK = Duration.ofDays(7);

    private final Suggestions suggestions;
    private final SlotRows slots;
    private final PlacementRows placements;
    private final AllocationSettings settings;
    private final Clock clock;

    PlanDrafting(
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

    /** Everybody who waits, longest first. */
    List<Applicant> waiting() {
        return suggestions.awaitingSlot(MOST_WAITING).stream()
                .map(Applicant::of)
                .filter(Objects::nonNull)
                .toList();
    }

    List<SlotBook.Slot> slotsToCome() {
        return slots.toCome(clock.instant());
    }

    /**
     * The problem of one currency.
     *
     * @param currency null for the one that was planned longest ago
     * @param pins pairs that must stay, as far as they are still possible
     */
    @Transactional(readOnly = true)
    PlanDraft draft(@Nullable String currency, List<PlanRequest.Pin> pins) {
        List<Applicant> waiting = waiting();
        String planned = currency == null ? nextCurrency(waiting) : currency;
        List<SlotBook.Slot> free = slotsToCome();
        Map<String, Applicant> applicants = new LinkedHashMap<>();
        List<PlanView.Left> others = new ArrayList<>();
        List<PlanRequest.Pair> pairs = new ArrayList<>();
        for (Applicant applicant : waiting) {
            String reason = reasonToWait(applicant, planned, pairs.size());
            if (reason != null) {
                others.add(new PlanView.Left(applicant.view().id(), applicant.name(), reason));
                continue;
            }
            applicants.put(applicant.id(), applicant);
            for (SlotBook.Slot slot : free) {
                if (applicant.mayTake(slot)) {
                    pairs.add(new PlanRequest.Pair(
                            applicant.id(),
                            slot.id(),
                            applicant.valueOfPlacement(),
                            applicant.wish().load(),
                            applicant.cost()));
                }
            }
        }
        Limits limits = new Limits(applicants, free);
        return new PlanDraft(
                planned,
                new PlanRequest(
                        settings.timeLimit(),
                        applicants.values().stream()
                                .map(applicant -> new PlanRequest.Campaign(
                                        applicant.id(),
                                        applicant.wish().minPlacements(),
                                        applicant.wish().maxPlacements()))
                                .toList(),
                        free.stream()
                                .map(slot -> new PlanRequest.Slot(slot.id(), slot.channel(), slot.start(), slot.end()))
                                .toList(),
                        pairs,
                        limits.asked,
                        List.of(),
                        possible(pins, pairs)),
                applicants,
                free.stream().collect(Collectors.toMap(SlotBook.Slot::id, Function.identity())),
                limits.named,
                others);
    }

    private static List<PlanRequest.Pin> possible(List<PlanRequest.Pin> pins, List<PlanRequest.Pair> pairs) {
        if (pins.isEmpty()) {
            return List.of();
        }
        var existing = pairs.stream()
                .map(pair -> new PlanRequest.Pin(pair.campaign(), pair.slot()))
                .collect(Collectors.toSet());
        return pins.stream().filter(existing::contains).distinct().toList();
    }

    private static @Nullable String reasonToWait(Applicant applicant, String currency, int pairs) {
        if (pairs > MOST_PAIRS) {
            return "More wait than one plan can hold; its turn comes with the next one.";
        }
        if (applicant.currency().isEmpty()) {
            return "It states no expected value, so nothing says whom it should go before.";
        }
        return applicant.currency().equals(currency)
                ? null
                : "Its value is in " + applicant.currency() + " and this plan is in " + currency
                        + "; each currency has plans of its own.";
    }

    // In turn, so that none waits behind another for ever.
    private String nextCurrency(List<Applicant> waiting) {
        Map<String, Instant> last = placements.lastPlanned();
        return waiting.stream()
                .map(Applicant::currency)
                .filter(currency -> !currency.isEmpty())
                .distinct()
                .min(Comparator.comparing(currency -> last.getOrDefault(currency, Instant.MIN)))
                .orElse("");
    }

    private LocalDate weekOf(Instant at) {
        return at.atZone(settings.timeZone()).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** Builds the limits, less what earlier plans have taken. */
    private final class Limits {

        final List<PlanRequest.Limit> asked = new ArrayList<>();
        final Map<String, NamedLimit> named = new HashMap<>();
        private final Map<String, Applicant> applicants;
        private final List<SlotBook.Slot> free;

        Limits(Map<String, Applicant> applicants, List<SlotBook.Slot> free) {
            this.applicants = applicants;
            this.free = free;
            capacities();
            budgets();
            caps();
            ofTheBook();
        }

        private void capacities() {
            Map<String, BigDecimal> taken = placements.loads();
            for (SlotBook.Slot slot : free) {
                add(
                        PlanView.LimitKind.CAPACITY,
                        "The capacity of slot " + slot.id(),
                        taken.getOrDefault(slot.id(), BigDecimal.ZERO),
                        List.of(slot.id()),
                        null,
                        PlanRequest.Measure.LOAD,
                        slot.capacity(),
                        null);
            }
        }

        private void budgets() {
            for (Applicant applicant : applicants.values()) {
                BigDecimal budget = applicant.wish().budget();
                if (budget != null) {
                    add(
                            PlanView.LimitKind.BUDGET,
                            "The budget of " + applicant.name(),
                            BigDecimal.ZERO,
                            null,
                            List.of(applicant.id()),
                            PlanRequest.Measure.COST,
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
            free.forEach(slot -> weeks.computeIfAbsent(weekOf(slot.start()), key -> new ArrayList<>())
                    .add(slot.id()));
            Map<String, Map<LocalDate, Long>> before = contactsBefore();
            audiences.forEach((audience, campaigns) -> weeks.forEach((week, inWeek) -> {
                long contacts = before.getOrDefault(audience, Map.of()).getOrDefault(week, 0L);
                String whose = audience.startsWith("segment ") ? audience : "one customer";
                add(
                        PlanView.LimitKind.CAP,
                        "The weekly cap of " + whose + " (week of " + week + ")",
                        BigDecimal.valueOf(contacts),
                        inWeek,
                        campaigns,
                        PlanRequest.Measure.PLACEMENTS,
                        BigDecimal.valueOf(settings.weeklyCap()),
                        null);
            }));
        }

        private Map<String, Map<LocalDate, Long>> contactsBefore() {
            Map<String, Map<LocalDate, Long>> contacts = new HashMap<>();
            // A week back: what ran on Monday counts for the cap of the week that Thursday belongs to.
            for (PlanView.Placement placement :
                    placements.confirmedAfter(clock.instant().minus(WEEK))) {
                String audience = placement.segment() == null
                        ? audienceOf(suggestions.get(placement.suggestion()))
                        : Applicant.segmentKey(placement.segment());
                if (audience != null) {
                    contacts.computeIfAbsent(audience, key -> new HashMap<>())
                            .merge(weekOf(placement.start()), 1L, Long::sum);
                }
            }
            return contacts;
        }

        private static @Nullable String audienceOf(SuggestionView view) {
            Applicant applicant = Applicant.of(view);
            return applicant == null ? null : applicant.audience();
        }

        private void ofTheBook() {
            List<PlanView.Placement> confirmed = placements.confirmedInBook();
            List<String> toCome = free.stream().map(SlotBook.Slot::id).toList();
            for (PlanRequest.Limit limit : slots.limits()) {
                List<String> all = limit.slots();
                BigDecimal before = confirmed.stream()
                        .filter(placement -> all == null || all.contains(placement.slot()))
                        .map(placement -> measured(placement, limit.measure()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                add(
                        PlanView.LimitKind.BOOK,
                        "Limit " + limit.id(),
                        before,
                        all == null
                                ? null
                                : all.stream().filter(toCome::contains).toList(),
                        null,
                        limit.measure(),
                        limit.max(),
                        limit.min());
            }
        }

        private static BigDecimal measured(PlanView.Placement placement, PlanRequest.Measure measure) {
            return switch (measure) {
                case PLACEMENTS -> BigDecimal.ONE;
                case LOAD -> placement.load();
                case COST -> placement.cost();
            };
        }

        private void add(
                PlanView.LimitKind kind,
                String label,
                BigDecimal earlier,
                @Nullable List<String> slots,
                @Nullable List<String> campaigns,
                PlanRequest.Measure measure,
                @Nullable BigDecimal max,
                @Nullable BigDecimal min) {
            String id = "limit-" + asked.size();
            asked.add(new PlanRequest.Limit(id, slots, campaigns, measure, less(max, earlier), less(min, earlier)));
            named.put(id, new NamedLimit(kind, label, earlier, max));
        }

        private static @Nullable BigDecimal less(@Nullable BigDecimal side, BigDecimal earlier) {
            return side == null ? null : side.subtract(earlier).max(BigDecimal.ZERO);
        }
    }
}
