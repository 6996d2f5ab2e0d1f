package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Ids;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
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
    private final AllocationSettings settings;
    private final Clock clock;

    Proposing(
            PlanRepository plans,
            PlacementRows placements,
            AuditEntries log,
            AllocationSettings settings,
            Clock clock) {
        this.settings = settings;
        this.plans = plans;
        this.placements = placements;
        this.log = log;
        this.clock = clock;
    }

    /**
     * A solution, what was asked for and cannot be had, and what fair exposure costs.
     *
     * @param draft what was solved, with the demands of fairness
     */
    record Solved(
            PlanDraft draft,
            PlanResult result,
            List<String> warnings,
            @Nullable BigDecimal fairnessPrice) {}

    /**
     * The best plan; where obligations cannot be met together, the best one without them, and a warning for each. Where
     * fair exposure is demanded, the plan keeps to it, and its price is the difference to the plan that does not.
     */
    Solved solve(PlanDraft draft) {
        List<String> warnings = new ArrayList<>(draft.warnings());
        PlanResult best = Planner.plan(draft.request(), draft.names());
        if (!best.feasible()) {
            best.violations().forEach(violation -> warnings.add(violation.message()));
            PlanResult possible = Planner.plan(draft.withoutObligations(), draft.names());
            possible.violations().stream()
                    .map(PlanResult.Violation::message)
                    .filter(message -> !warnings.contains(message))
                    .forEach(warnings::add);
            return new Solved(draft, possible, warnings, null);
        }
        return settings.fairShare() == 0 ? new Solved(draft, best, warnings, null) : fair(draft, best, warnings);
    }

    private Solved fair(PlanDraft draft, PlanResult best, List<String> warnings) {
        FairExposure exposure = new FairExposure(draft, best, settings.fairShare());
        if (exposure.isFair()) {
            return new Solved(draft, best, warnings, BigDecimal.ZERO);
        }
        PlanDraft demanding = draft.with(exposure.demands());
        PlanResult fair = Planner.plan(demanding.request(), demanding.names());
        if (fair.feasible()) {
            BigDecimal price = best.totalValue().subtract(fair.totalValue()).max(BigDecimal.ZERO);
            return new Solved(demanding, fair, warnings, price);
        }
        warnings.add("Fair exposure of all audience groups cannot be had; this plan does without it.");
        fair.violations().forEach(violation -> warnings.add(violation.message()));
        return new Solved(draft, best, warnings, null);
    }

    @Transactional
    PlanId store(String requestKey, Solved solved) {
        PlanDraft draft = solved.draft();
        PlanId id = new PlanId(Ids.next());
        EntryId entry = log.append(entry(id, draft, solved, PLANNING));
        plans.saveAndFlush(Plan.propose(id, requestKey, draft, solved.result(), entry, clock.instant()));
        fill(id, solved, Set.of());
        return id;
    }

    @Transactional
    void replace(PlanId id, int version, Actor actor, Steering steering, Solved solved) {
        PlanDraft draft = solved.draft();
        Plan plan = plans.lock(id.value()).orElseThrow(() -> new Refusal.NotFound("plan", id.toString()));
        plan.requireSeen(version);
        EntryId entry = log.append(entry(id, draft, solved, actor).after(plan.proposedEntry()));
        placements.remember(id, version);
        plan.replan(draft, solved.result(), entry, actor, clock.instant());
        plans.saveAndFlush(plan);
        fill(id, solved, steering.excluded());
    }

    private void fill(PlanId id, Solved solved, Set<SuggestionId> excluded) {
        PlanDraft draft = solved.draft();
        PlanResult result = solved.result();
        placements.replace(
                id,
                draft.placements(result),
                new PlanExplanations(
                        draft.left(result),
                        draft.limits(result),
                        solved.warnings(),
                        draft.unused(result),
                        solved.fairnessPrice(),
                        excluded.stream().map(SuggestionId::toString).toList()));
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
