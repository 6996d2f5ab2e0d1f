package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.allocation.PlanView.Placement;
import org.countersign.allocation.PlanView.PlacementState;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ArrayNode;

/** Puts proposals into force, or throws them away. */
@Component
class Confirming {

    private final PlanRepository plans;
    private final PlacementRows placements;
    private final SlotRows slots;
    private final PlanLimits bounds;
    private final AllocationSettings settings;
    private final Suggestions suggestions;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Confirming(
            PlanRepository plans,
            PlacementRows placements,
            SlotRows slots,
            PlanLimits bounds,
            AllocationSettings settings,
            Suggestions suggestions,
            AuditEntries log,
            ApplicationEventPublisher events,
            Clock clock) {
        this.plans = plans;
        this.placements = placements;
        this.slots = slots;
        this.bounds = bounds;
        this.settings = settings;
        this.suggestions = suggestions;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    void confirm(PlanId id, int version, Actor actor, Set<SuggestionId> excluded) {
        Plan plan = lock(id, version);
        Instant now = clock.instant();
        List<Placement> all = placements.of(id);
        Map<SuggestionId, SuggestionView> held = lockSuggestions(all);
        Check check =
                new Check(held, slots.lock(all.stream().map(Placement::slot).toList()), plan.currency(), now);

        Map<SuggestionId, List<Placement>> kept = new LinkedHashMap<>();
        // The most valuable first: where a slot has shrunk, the others go.
        for (Placement placement : all.stream()
                .sorted(Comparator.comparing(Placement::value).reversed())
                .toList()) {
            if (excluded.contains(placement.suggestion())) {
                placements.settle(id, placement, PlacementState.EXCLUDED, "Left out by " + actor.name() + ".");
                continue;
            }
            String obstacle = check.obstacle(placement);
            if (obstacle == null) {
                placements.settle(id, placement, PlacementState.CONFIRMED, null);
                kept.computeIfAbsent(placement.suggestion(), key -> new ArrayList<>())
                        .add(placement);
            } else {
                placements.settle(id, placement, PlacementState.DROPPED, obstacle);
            }
        }

        EntryId entry = log.append(entry(EntryType.PLAN_CONFIRMED, plan, actor, kept.values()));
        kept.forEach((suggestion, places) -> suggestions.move(
                suggestion, places.getFirst().revision(), SuggestionState.SCHEDULED, actor, reason(places), entry));
        plan.decide(PlanState.CONFIRMED, actor, now);
        plans.saveAndFlush(plan);
        events.publishEvent(new PlanConfirmed(id, plan.taskKey(), List.copyOf(kept.keySet())));
    }

    @Transactional
    void discard(PlanId id, int version, Actor actor) {
        Plan plan = lock(id, version);
        log.append(entry(EntryType.PLAN_DISCARDED, plan, actor, List.of()));
        plan.decide(PlanState.DISCARDED, actor, clock.instant());
        plans.saveAndFlush(plan);
        events.publishEvent(new PlanDiscarded(id, plan.taskKey()));
    }

    private Plan lock(PlanId id, int version) {
        Plan plan = plans.lock(id.value()).orElseThrow(() -> new Refusal.NotFound("plan", id.toString()));
        plan.requireSeen(version);
        return plan;
    }

    // In the order of their ids, so that two who lock many never wait for each other in a circle.
    private Map<SuggestionId, SuggestionView> lockSuggestions(List<Placement> all) {
        TreeMap<String, SuggestionId> ids = all.stream()
                .collect(Collectors.toMap(
                        place -> place.suggestion().toString(),
                        Placement::suggestion,
                        (one, same) -> one,
                        TreeMap::new));
        Map<SuggestionId, SuggestionView> held = new HashMap<>();
        ids.values().forEach(id -> held.put(id, suggestions.lock(id)));
        return held;
    }

    private static Map<String, Applicant> applicants(Map<SuggestionId, SuggestionView> held) {
        return Applicant.all(held.values()).stream().collect(Collectors.toMap(Applicant::id, Function.identity()));
    }

    private static String reason(List<Placement> places) {
        return places.stream().map(Placement::slot).sorted().collect(Collectors.joining(", ", "In slot ", "."));
    }

    private static NewEntry entry(EntryType type, Plan plan, Actor actor, Iterable<List<Placement>> kept) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        kept.forEach(places -> places.forEach(place -> list.addObject()
                .put("suggestion", place.suggestion().toString())
                .put("revision", place.revision())
                .put("slot", place.slot())
                .put("start", place.start().toString())
                .put("end", place.end().toString())));
        return NewEntry.of(type, "plan:" + plan.id(), actor, Map.of("placements", String.valueOf(list.size())))
                .after(plan.proposedEntry())
                .withPayload(Json.MAPPER.createObjectNode().set("placements", list));
    }

    /** Whether what was proposed is still possible, place by place. */
    private final class Check {

        private final Map<SuggestionId, SuggestionView> held;
        private final Map<String, SlotBook.Slot> booked;
        private final Map<String, BigDecimal> loads;
        private final Map<String, Applicant> applicants;
        private final LimitCheck limits;
        private final Instant now;

        Check(Map<SuggestionId, SuggestionView> held, Map<String, SlotBook.Slot> booked, String currency, Instant now) {
            this.held = held;
            this.booked = booked;
            this.now = now;
            loads = placements.loads();
            applicants = applicants(held);
            limits = new LimitCheck(bounds.of(applicants, List.copyOf(booked.values())), currency);
        }

        @Nullable
        String obstacle(Placement place) {
            SuggestionView suggestion = held.get(place.suggestion());
            SlotBook.Slot slot = booked.get(place.slot());
            if (suggestion == null || suggestion.state() != SuggestionState.APPROVED) {
                return "It is " + (suggestion == null ? "gone" : suggestion.state()) + " by now.";
            }
            if (suggestion.revision() != place.revision()) {
                return "It has revision " + suggestion.revision() + " by now; revision " + place.revision()
                        + " was planned.";
            }
            if (slot == null
                    || !slot.channel().equals(place.channel())
                    || !slot.start().equals(place.start())
                    || !slot.end().equals(place.end())) {
                return "The slot is no longer there as it was planned.";
            }
            if (!slot.start().isAfter(now)) {
                return "The slot had begun when the plan was confirmed.";
            }
            Applicant applicant = applicants.get(place.suggestion().toString());
            Applicant.Obstacle barred = applicant == null ? null : applicant.obstacle(slot, settings);
            if (barred != null) {
                return "The slot " + barred.one() + " by now.";
            }
            BigDecimal load = loads.getOrDefault(slot.id(), BigDecimal.ZERO).add(place.load());
            if (load.compareTo(slot.capacity()) > 0) {
                return "The slot's capacity is " + PlanNames.plain(slot.capacity()) + " by now, and "
                        + PlanNames.plain(load) + " would be needed.";
            }
            String limit = limits.obstacle(place);
            if (limit != null) {
                return limit;
            }
            loads.put(slot.id(), load);
            limits.take(place);
            return null;
        }
    }
}
