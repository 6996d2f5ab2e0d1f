package org.countersign.allocation;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.hibernate.annotations.OptimisticLock;
import org.jspecify.annotations.Nullable;

/** A proposed plan and what became of it; its placements and explanations are rows of their own. */
@Entity
@Table(name = "slot_plan")
class Plan {

    @Id
    private UUID id;

    private String requestKey;

    @Enumerated(EnumType.STRING)
    private PlanState state;

    private String currency;
    private boolean feasible;
    private BigDecimal totalValue;
    private BigDecimal upperBound;
    private @Nullable BigDecimal gap;
    private long solvedMillis;
    private String inputs;
    private String madeBy;

    // Says nothing about the plan: a planner who has it open must not be told that it changed.
    @OptimisticLock(excluded = true)
    private long taskKey;

    private Instant proposedAt;
    private UUID proposedEntry;
    private @Nullable Instant decidedAt;
    private @Nullable String decidedBy;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Plan() {}

    /** A plan as solved, before anybody has seen it. */
    static Plan propose(PlanId id, String requestKey, PlanDraft draft, PlanResult result, EntryId entry, Instant now) {
        Plan plan = new Plan();
        plan.id = id.value();
        plan.requestKey = requestKey;
        plan.state = PlanState.PROPOSED;
        plan.currency = draft.currency();
        plan.proposedEntry = entry.value();
        plan.madeBy = "planning";
        plan.solved(draft, result, now);
        return plan;
    }

    /** Puts another solution in the place of the one proposed. */
    void replan(PlanDraft draft, PlanResult result, EntryId entry, Actor actor, Instant now) {
        proposedEntry = entry.value();
        madeBy = actor.name();
        solved(draft, result, now);
    }

    private void solved(PlanDraft draft, PlanResult result, Instant now) {
        inputs = draft.inputs();
        feasible = result.feasible();
        totalValue = result.totalValue();
        upperBound = result.upperBound();
        gap = result.gap();
        solvedMillis = result.solvedIn().toMillis();
        proposedAt = now;
    }

    /** Notes the process engine's job that waits for the decision. */
    void await(long key) {
        taskKey = key;
    }

    /** @throws Refusal.Conflict if it is decided already */
    void decide(PlanState decision, Actor actor, Instant now) {
        requireOpen();
        state = decision;
        decidedAt = now;
        decidedBy = actor.name();
    }

    /** @throws Refusal.Conflict if it is decided, or was planned anew since {@code seen} was read */
    void requireSeen(int seen) {
        requireOpen();
        if (seen != version) {
            throw new Refusal.Conflict(
                    "stale-plan",
                    "Plan " + id + " was planned anew since you opened it. Look at it again before you decide.");
        }
    }

    private void requireOpen() {
        if (state != PlanState.PROPOSED) {
            throw new Refusal.Conflict(
                    "plan-decided",
                    "Plan " + id + " is " + state + " since " + decidedAt + ", by " + decidedBy
                            + ", and cannot be decided again.");
        }
    }

    PlanId id() {
        return new PlanId(id);
    }

    PlanState state() {
        return state;
    }

    String currency() {
        return currency;
    }

    boolean isFeasible() {
        return feasible;
    }

    BigDecimal totalValue() {
        return totalValue;
    }

    BigDecimal upperBound() {
        return upperBound;
    }

    @Nullable
    BigDecimal gap() {
        return gap;
    }

    Duration solvedIn() {
        return Duration.ofMillis(solvedMillis);
    }

    /** What it was made from. */
    String inputs() {
        return inputs;
    }

    String madeBy() {
        return madeBy;
    }

    long taskKey() {
        return taskKey;
    }

    Instant proposedAt() {
        return proposedAt;
    }

    EntryId proposedEntry() {
        return new EntryId(proposedEntry);
    }

    @Nullable
    Instant decidedAt() {
        return decidedAt;
    }

    @Nullable
    String decidedBy() {
        return decidedBy;
    }

    int version() {
        return version;
    }

    String requestKey() {
        return requestKey;
    }
}
