package org.countersign.allocation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Solves drafts and stores what came out; no transaction stays open while it solves. */
@Component
class Proposing {

    private static final Actor PLANNING = Actor.system("planning");

    private final PlanRepository plans;
    private final PlacementRows placements;
    private final AuditEntries log;
    private final Clock clock;

    Proposing(PlanRepository plans, PlacementRows placements, AuditEntries log, Clock clock) {
        this.plans = plans;
        this.placements = placements;
        this.log = log;
        this.clock = clock;
    }

    /** A solution, and what was asked for and cannot be had. */
    record Solved(PlanResult result, List<String> warnings) {}

    /** The best plan; where obligations cannot be met together, the best one without them, and a warning for each. */
    static Solved solve(PlanDraft draft) {
        PlanResult result = Planner.plan(draft.request(), draft.names());
        if (result.feasible()) {
            return new Solved(result, List.of());
        }
        List<String> warnings = new ArrayList<>();
        result.violations().forEach(violation -> warnings.add(violation.message()));
        PlanResult possible = Planner.plan(draft.withoutObligations(), draft.names());
        possible.violations().stream()
                .map(PlanResult.Violation::message)
                .filter(message -> !warnings.contains(message))
                .forEach(warnings::add);
        return new Solved(possible, warnings);
    }

    @Transactional
    PlanId store(String requestKey, PlanDraft draft, Solved solved) {
        PlanId id = new PlanId(java.util.UUID.randomUUID());
        EntryId entry = log.append(entry(id, draft, solved, PLANNING));
        plans.saveAndFlush(Plan.propose(id, requestKey, draft.currency(), solved.result(), entry, clock.instant()));
        fill(id, draft, solved);
        return id;
    }

    @Transactional
    void replace(PlanId id, int version, Actor actor, PlanDraft draft, Solved solved) {
        Plan plan = plans.lock(id.value()).orElseThrow(() -> new Refusal.NotFound("plan", id.toString()));
        plan.requireSeen(version);
        EntryId entry = log.append(entry(id, draft, solved, actor).after(plan.proposedEntry()));
        plan.replan(solved.result(), entry, clock.instant());
        plans.saveAndFlush(plan);
        fill(id, draft, solved);
    }

    private void fill(PlanId id, PlanDraft draft, Solved solved) {
        placements.replace(
                id,
                draft.placements(solved.result()),
                new PlanExplanations(draft.left(solved.result()), draft.limits(solved.result()), solved.warnings()));
    }

    private static NewEntry entry(PlanId id, PlanDraft draft, Solved solved, Actor actor) {
        PlanResult result = solved.result();
        JsonNode chosen = Json.MAPPER.valueToTree(result.placements());
        return NewEntry.of(
                        EntryType.PLAN_PROPOSED,
                        "plan:" + id,
                        actor,
                        Map.of(
                                "placements", String.valueOf(result.placements().size()),
                                "left", String.valueOf(result.unplaced().size()),
                                "totalValue", PlanNames.plain(result.totalValue()),
                                "upperBound", PlanNames.plain(result.upperBound()),
                                "currency", draft.currency()))
                .withPayload(Json.MAPPER.createObjectNode().set("placements", chosen));
    }
}
