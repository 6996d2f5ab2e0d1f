package org.countersign.allocation;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.allocation.solver.SlotSolver;
import org.countersign.shared.Actor;
import org.countersign.shared.Ids;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The front door of slot planning. */
@Service
public class Allocations {

    private static final int PAGE = 100;

    private static final Logger log = LoggerFactory.getLogger(Allocations.class);

    private final OneAtATime watching = new OneAtATime();

    private final PlanDrafting drafting;
    private final Proposing proposing;
    private final Confirming confirming;
    private final PlanRepository plans;
    private final PlacementRows placements;
    private final ApplicationEventPublisher events;

    Allocations(
            PlanDrafting drafting,
            Proposing proposing,
            Confirming confirming,
            PlanRepository plans,
            PlacementRows placements,
            ApplicationEventPublisher events) {
        this.drafting = drafting;
        this.proposing = proposing;
        this.confirming = confirming;
        this.plans = plans;
        this.placements = placements;
        this.events = events;
    }

    /**
     * Solves a planning problem and stores nothing: the contract's {@code POST /api/v1/allocation-plans}. Takes as long
     * as the request allows, unless the optimum is proven earlier.
     *
     * @param arrived when the request arrived, by {@link System#nanoTime()}: reading a large one takes time, too
     * @throws Refusal.Invalid if anything is wrong with the request
     */
    public PlanResult solve(PlanRequest request, long arrived) {
        return Planner.plan(request, PlanNames.ids(), arrived);
    }

    /**
     * Plans all waiting suggestions together and stores the proposal. At most one proposal is open at a time: while one
     * waits for the planner, no other is made.
     *
     * @param requestKey makes it idempotent: the same key gives the same plan
     * @return the plan; empty if nothing can be placed, or a proposal is open already
     */
    public Optional<PlanId> propose(String requestKey) {
        Optional<Plan> before = plans.findByRequestKey(requestKey);
        if (before.isPresent() || plans.existsByState(PlanState.PROPOSED)) {
            return before.map(Plan::id);
        }
        PlanDraft draft = drafting.draft(null, Steering.FREE, List.of());
        if (draft.request().pairs().isEmpty()) {
            return Optional.empty();
        }
        Proposing.Solved solved = proposing.solve(draft);
        if (solved.result().placements().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(proposing.store(requestKey, solved));
        } catch (DataIntegrityViolationException raced) {
            // Another thread proposed meanwhile: with this key, then it is the same plan, or with another.
            Optional<PlanId> same = plans.findByRequestKey(requestKey).map(Plan::id);
            if (same.isEmpty() && !plans.existsByState(PlanState.PROPOSED)) {
                throw raced;
            }
            return same;
        }
    }

    /**
     * Plans an open proposal anew, with what waits and what is free by now. Pinned places stay; the others move only where
     * that is worth more than {@code countersign.allocation.move-share} of their value. What it was before is kept.
     *
     * @param version of the plan as the planner saw it
     * @throws Refusal.Conflict if it is decided or was planned anew meanwhile
     */
    public void replan(PlanId id, int version, Actor actor, Steering steering) {
        Plan plan = find(id);
        plan.requireSeen(version);
        PlanDraft draft = drafting.draft(plan.currency(), steering, placements.of(id));
        proposing.replace(id, version, actor, steering, proposing.solve(draft));
    }

    /**
     * Whether something has changed since an open proposal was planned: who waits, which slots there are, what other plans
     * took, which limits hold.
     */
    public boolean isOutOfDate(PlanId id) {
        PlanView view = get(id);
        return view.state() == PlanState.PROPOSED
                && !drafting.draft(view.currency(), Steering.of(view), view.placements())
                        .inputs()
                        .equals(find(id).inputs());
    }

    /**
     * Plans an open proposal anew if it is out of date, with the pins and exclusions it has; for whoever has it open. One
     * solver serves everybody who looks: while it runs, others get the version that is there.
     *
     * @return the version that is there now
     */
    public int refresh(PlanId id) {
        watching.run(() -> {
            PlanView view = get(id);
            if (isOutOfDate(id)) {
                try {
                    replan(id, view.version(), Actor.system("planning"), Steering.of(view));
                } catch (Refusal.Conflict overtaken) {
                    log.debug("Plan {} was planned anew or decided while it was refreshed.", id, overtaken);
                }
            }
        });
        return find(id).version();
    }

    /** Who proves bounds: the exact solver, or the decomposition alone where its native library is not there. */
    public static String prover() {
        return SlotSolver.prover();
    }

    /** What an open plan was before it was planned anew, the newest first, at most 50. */
    @Transactional(readOnly = true)
    public List<PlanVersion> versions(PlanId id) {
        find(id);
        return placements.versions(id);
    }

    /**
     * What has changed from an earlier version of a plan to what it is now.
     *
     * @throws Refusal.NotFound if there is no such plan or version
     */
    @Transactional(readOnly = true)
    public PlanComparison compare(PlanId id, int version) {
        find(id);
        PlanVersion before = placements.versions(id).stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("version of plan " + id, String.valueOf(version)));
        return PlanComparison.of(before.placements(), placements.of(id));
    }

    /** What is different in the other plan. */
    @Transactional(readOnly = true)
    public PlanComparison compare(PlanId one, PlanId other) {
        find(one);
        find(other);
        return PlanComparison.of(placements.of(one), placements.of(other));
    }

    /** Notes which user task waits for the planner's word on this plan. */
    @Transactional
    public void awaitConfirmation(PlanId plan, long taskKey) {
        Plan open = plans.lock(plan.value()).orElseThrow(() -> notFound(plan));
        open.await(taskKey);
        plans.saveAndFlush(open);
        // The planner was faster than the process engine: tell it what was decided.
        if (open.state() == PlanState.CONFIRMED) {
            events.publishEvent(new PlanConfirmed(plan, taskKey, List.of()));
        } else if (open.state() == PlanState.DISCARDED) {
            events.publishEvent(new PlanDiscarded(plan, taskKey));
        }
    }

    /**
     * Puts the plan into force: what still may be placed is SCHEDULED, what has changed meanwhile is dropped and shown.
     *
     * @param version of the plan as the planner saw it
     * @param excluded suggestions that are not to be placed after all; they go on waiting
     * @throws Refusal.Conflict if it is decided or was planned anew meanwhile
     */
    public void confirm(PlanId id, int version, Actor actor, Set<SuggestionId> excluded) {
        confirming.confirm(id, version, actor, excluded);
    }

    /** Throws the proposal away; everybody in it goes on waiting. */
    public void discard(PlanId id, int version, Actor actor) {
        confirming.discard(id, version, actor);
    }

    /** Asks for a plan now instead of when the timer is due. */
    @Transactional
    public void request(Actor actor) {
        events.publishEvent(new AllocationRequested(Ids.next().toString(), actor.name()));
    }

    /** The confirmed places of a suggestion, earliest first. */
    @Transactional(readOnly = true)
    public List<SlotPlacement> placementsOf(SuggestionId suggestion) {
        return placements.confirmed(suggestion);
    }

    /** All confirmed places in slots that end later than {@code from}. */
    @Transactional(readOnly = true)
    public List<PlanView.Placement> placementsAfter(Instant from) {
        return placements.confirmedAfter(from);
    }

    /** @throws Refusal.NotFound if there is none */
    @Transactional(readOnly = true)
    public PlanView get(PlanId id) {
        Plan plan = find(id);
        PlanExplanations explanations = placements.explanations(id);
        return new PlanView(
                id,
                plan.state(),
                plan.version(),
                plan.proposedAt(),
                plan.decidedAt(),
                plan.decidedBy(),
                plan.currency(),
                plan.totalValue(),
                plan.upperBound(),
                plan.gap(),
                plan.solvedIn(),
                plan.madeBy(),
                placements.of(id),
                explanations.left(),
                explanations.unused(),
                explanations.limits(),
                explanations.warnings(),
                explanations.fairnessPrice(),
                explanations.excluded().stream().map(SuggestionId::of).collect(Collectors.toSet()));
    }

    /** Plans, newest first, at most 100 a page; {@code cursor} may be null. */
    @Transactional(readOnly = true)
    public Page<PlanSummary> list(@Nullable String cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE);
        List<PlanSummary> found = placements.summaries(instant(cursor), size + 1);
        boolean more = found.size() > size;
        List<PlanSummary> page = more ? found.subList(0, size) : found;
        return new Page<>(page, more ? page.getLast().proposedAt().toString() : null);
    }

    /** Who waits for a slot, longest first, and how many slots to come each may take. */
    @Transactional(readOnly = true)
    public List<WaitingView> waiting() {
        List<SlotBook.Slot> slots = drafting.slotsToCome();
        return drafting.waiting().stream()
                .map(applicant -> new WaitingView(
                        applicant.view().id(),
                        applicant.name(),
                        applicant.proposal().kind(),
                        drafting.eligible(applicant, slots),
                        applicant.currency(),
                        applicant.proposal().validUntil()))
                .toList();
    }

    /** What there will be to plan: why nothing waits yet, and what comes. */
    @Transactional(readOnly = true)
    public Outlook outlook() {
        return drafting.outlook();
    }

    private Plan find(PlanId id) {
        return plans.findById(id.value()).orElseThrow(() -> notFound(id));
    }

    private static Refusal notFound(PlanId id) {
        return new Refusal.NotFound("plan", id.toString());
    }

    private static @Nullable Instant instant(@Nullable String cursor) {
        try {
            return cursor == null ? null : Instant.parse(cursor);
        } catch (DateTimeParseException e) {
            throw new Refusal.Invalid(
                    "The cursor '" + cursor + "' is none of ours. Take it from the page before.", List.of());
        }
    }
}
