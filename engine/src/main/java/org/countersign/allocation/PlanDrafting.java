package org.countersign.allocation;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Turns what waits, the slots to come and what is confirmed already into a planning problem. */
@Component
class PlanDrafting {

    private static final int MOST_WAITING = 5_000;

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
        return Applicant.all(suggestions.awaitingSlot(MOST_WAITING));
    }

    /** How many of these slots somebody may take. */
    int eligible(Applicant applicant, List<SlotBook.Slot> free) {
        return (int)
                free.stream().filter(slot -> applicant.mayTake(slot, settings)).count();
    }

    List<SlotBook.Slot> slotsToCome() {
        return slots.toCome(clock.instant());
    }

    Outlook outlook() {
        return new Outlook(slotsToCome().size(), suggestions.headedForSlot());
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
                    : WhyWaiting.another(applicant, planned, pairs.size());
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
                nowhere.put(applicant.id(), WhyWaiting.nowhere(applicant, free, settings));
            }
        }
        Map<String, BoundLimit> limits = new LinkedHashMap<>();
        bounds.of(applicants, free).forEach(limit -> limits.put(limit.asked().id(), limit));
        Map<String, SlotBook.Slot> slotsById =
                free.stream().collect(Collectors.toMap(SlotBook.Slot::id, Function.identity()));
        Steered steered = new Steered(applicants, slotsById, settings);
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
                        steered.pins(steering),
                        steered.keep(before, pairs),
                        settings.seed()),
                applicants,
                slotsById,
                limits,
                nowhere,
                others,
                steered.warnings(),
                digest(planned, waiting, free, limits.values()));
    }

    // Everything that, once it is different, may make another plan the better one.
    private String digest(
            String currency, List<Applicant> waiting, List<SlotBook.Slot> free, Collection<BoundLimit> limits) {
        StringBuilder all = new StringBuilder(currency)
                .append(settings.quietFrom())
                .append(settings.quietTo())
                .append(new TreeSet<>(settings.quietChannels()));
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
