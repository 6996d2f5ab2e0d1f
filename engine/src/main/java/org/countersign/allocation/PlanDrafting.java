package org.countersign.allocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Turns what waits, the slots to come and what is confirmed already into a planning problem. */
@Component
class PlanDrafting {

    private static final int MOST_WAITING = 5_000;
    private static final int MOST_PAIRS = 500_000;

    private final Suggestions suggestions;
    private final SlotRows slots;
    private final PlacementRows placements;
    private final AllocationSettings settings;
    private final PlanLimits bounds;
    private final Clock clock;

    PlanDrafting(
            Suggestions suggestions,
            SlotRows slots,
            PlacementRows placements,
            AllocationSettings settings,
            PlanLimits bounds,
            Clock clock) {
        this.suggestions = suggestions;
        this.slots = slots;
        this.placements = placements;
        this.settings = settings;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Everybody who waits, longest first. */
    List<Applicant> waiting() {
        return suggestions.awaitingSlot(MOST_WAITING).stream()
                .map(Applicant::of)
                .filter(Objects::nonNull)
                .toList();
    }

    /** How many of these slots somebody may take. */
    int eligible(Applicant applicant, List<SlotBook.Slot> free) {
        return (int)
                free.stream().filter(slot -> applicant.mayTake(slot, settings)).count();
    }

    List<SlotBook.Slot> slotsToCome() {
        return slots.toCome(clock.instant());
    }

    /**
     * The problem of one currency.
     *
     * @param currency null for the one that was planned longest ago
     * @param steering what the planner asks for; pins stay as far as they are still possible
     * @param before the placements of the plan that this one takes the place of
     */
    @Transactional(readOnly = true)
    PlanDraft draft(@Nullable String currency, Steering steering, List<PlanView.Placement> before) {
        List<Applicant> waiting = waiting();
        String planned = currency == null ? nextCurrency(waiting) : currency;
        List<SlotBook.Slot> free = slotsToCome();
        Map<String, Applicant> applicants = new LinkedHashMap<>();
        Map<String, String> nowhere = new HashMap<>();
        List<PlanView.Left> others = new ArrayList<>();
        List<PlanRequest.Pair> pairs = new ArrayList<>();
        for (Applicant applicant : waiting) {
            String reason = steering.excluded().contains(applicant.view().id())
                    ? "A planner left it out of this plan."
                    : reasonToWait(applicant, planned, pairs.size());
            if (reason != null) {
                others.add(new PlanView.Left(applicant.view().id(), applicant.name(), reason));
                continue;
            }
            applicants.put(applicant.id(), applicant);
            int first = pairs.size();
            for (SlotBook.Slot slot : free) {
                if (applicant.mayTake(slot, settings)) {
                    pairs.add(new PlanRequest.Pair(
                            applicant.id(),
                            slot.id(),
                            applicant.valueOfPlacement(),
                            applicant.wish().load(),
                            applicant.cost()));
                }
            }
            if (pairs.size() == first) {
                nowhere.put(applicant.id(), nowhere(applicant, free));
            }
        }
        Map<String, BoundLimit> limits = new LinkedHashMap<>();
        bounds.of(applicants, free).forEach(limit -> limits.put(limit.asked().id(), limit));
        Map<String, SlotBook.Slot> slotsById =
                free.stream().collect(Collectors.toMap(SlotBook.Slot::id, Function.identity()));
        List<String> warnings = new ArrayList<>();
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
                        limits.values().stream().map(BoundLimit::asked).toList(),
                        List.of(),
                        possible(steering, applicants, slotsById, warnings),
                        keep(before, pairs),
                        null),
                applicants,
                slotsById,
                limits,
                nowhere,
                others,
                warnings,
                digest(planned, waiting, free, limits.values()));
    }

    // Everything that, once it is different, may make another plan the better one.
    private static String digest(
            String currency, List<Applicant> waiting, List<SlotBook.Slot> free, Collection<BoundLimit> limits) {
        StringBuilder all = new StringBuilder(currency);
        waiting.forEach(one ->
                all.append('|').append(one.id()).append('.').append(one.view().revision()));
        free.forEach(slot -> all.append('|').append(slot));
        limits.forEach(limit -> all.append('|')
                .append(limit.label())
                .append(limit.earlier())
                .append('/')
                .append(limit.max())
                .append('/')
                .append(limit.asked().min()));
        return Sha256.hexOf(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String nowhere(Applicant applicant, List<SlotBook.Slot> free) {
        if (free.isEmpty()) {
            return "There is no slot to come.";
        }
        Map<Applicant.Obstacle, Long> counts = free.stream()
                .map(slot -> applicant.obstacle(slot, settings))
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(
                        Function.identity(), () -> new EnumMap<>(Applicant.Obstacle.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().count(entry.getValue()))
                .collect(Collectors.joining(", ", "It may take none of the " + free.size() + " slots to come: ", "."));
    }

    private List<PlanRequest.Pin> possible(
            Steering steering,
            Map<String, Applicant> applicants,
            Map<String, SlotBook.Slot> slotsById,
            List<String> warnings) {
        List<PlanRequest.Pin> pins = new ArrayList<>();
        steering.pins().forEach((suggestion, inSlots) -> {
            Applicant applicant = applicants.get(suggestion.toString());
            for (String id : inSlots) {
                SlotBook.Slot slot = slotsById.get(id);
                Applicant.Obstacle obstacle =
                        applicant == null || slot == null ? null : applicant.obstacle(slot, settings);
                if (applicant == null) {
                    warnings.add("What was pinned to slot " + id + " no longer waits for a slot.");
                } else if (slot == null) {
                    warnings.add(applicant.name() + " cannot be pinned to slot " + id
                            + ": it has begun or is no longer there.");
                } else if (obstacle != null) {
                    warnings.add(
                            applicant.name() + " cannot be pinned to slot " + id + ", which " + obstacle.one() + ".");
                } else {
                    pins.add(new PlanRequest.Pin(applicant.id(), id));
                }
            }
        });
        return pins;
    }

    // Few surprises: a placement that somebody has seen counts a little more than an equal one.
    private List<PlanRequest.Keep> keep(List<PlanView.Placement> before, List<PlanRequest.Pair> pairs) {
        if (before.isEmpty() || settings.moveShare() == 0) {
            return List.of();
        }
        Set<PlanRequest.Pin> seen = before.stream()
                .map(place -> new PlanRequest.Pin(place.suggestion().toString(), place.slot()))
                .collect(Collectors.toSet());
        return pairs.stream()
                .filter(pair -> seen.contains(new PlanRequest.Pin(pair.campaign(), pair.slot())))
                .map(pair -> new PlanRequest.Keep(
                        pair.campaign(),
                        pair.slot(),
                        pair.value()
                                .abs()
                                .multiply(BigDecimal.valueOf(settings.moveShare()))
                                .setScale(4, RoundingMode.HALF_UP)))
                .toList();
    }

    private static @Nullable String reasonToWait(Applicant applicant, String currency, int pairs) {
        if (pairs > MOST_PAIRS) {
            return "More wait than one plan can hold; its turn comes with the next one.";
        }
        if (applicant.currency().isEmpty()) {
            return "It states no expected value, so nothing says whom it should go before.";
        }
        Proposal.Product soldOut = applicant.soldOut();
        if (soldOut != null) {
            return "Product " + soldOut.id() + " is out of stock.";
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
}
