package org.countersign.allocation.solver;

import org.jspecify.annotations.Nullable;
import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import org.optaplanner.core.api.score.calculator.IncrementalScoreCalculator;

/** The score while solving: a {@link Ledger} kept up to date, four times as fast as the constraint streams. */
public final class PlanScore implements IncrementalScoreCalculator<SlotPlan, HardSoftLongScore> {

    private @Nullable Ledger ledger;

    @Override
    public void resetWorkingSolution(SlotPlan plan) {
        ledger = plan.ledger();
    }

    @Override
    public void beforeVariableChanged(Object place, String variable) {
        int pair = ((Place) place).pair();
        if (pair >= 0) {
            ledger().remove(pair);
        }
    }

    @Override
    public void afterVariableChanged(Object place, String variable) {
        int pair = ((Place) place).pair();
        if (pair >= 0) {
            ledger().add(pair);
        }
    }

    @Override
    public void beforeEntityAdded(Object place) {}

    @Override
    public void afterEntityAdded(Object place) {
        afterVariableChanged(place, "slot");
    }

    @Override
    public void beforeEntityRemoved(Object place) {
        beforeVariableChanged(place, "slot");
    }

    @Override
    public void afterEntityRemoved(Object place) {}

    @Override
    public HardSoftLongScore calculateScore() {
        return HardSoftLongScore.of(-ledger().violation(), ledger().value());
    }

    private Ledger ledger() {
        if (ledger == null) {
            throw new IllegalStateException("OptaPlanner asks for a score before it has handed over a plan.");
        }
        return ledger;
    }
}
