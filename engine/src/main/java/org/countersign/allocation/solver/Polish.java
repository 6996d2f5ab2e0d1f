package org.countersign.allocation.solver;

import java.util.Optional;

/** Small improvements that a planner would spot at once: a pair that still fits, or that is worth more than another. */
final class Polish {

    private Polish() {}

    /** The plan after all improvements found in time; never worse than it was. */
    static Ledger of(Problem problem, Ledger start, Deadline deadline) {
        Ledger plan = start.copy();
        boolean hasImproved = true;
        while (hasImproved) {
            hasImproved = false;
            for (int pair = 0; pair < problem.pairs(); pair++) {
                if (plan.has(pair) || (problem.pairValue[pair] <= 0 && !plan.isOwed(pair))) {
                    continue;
                }
                if ((pair & 63) == 0 && deadline.hasPassed()) {
                    return plan;
                }
                hasImproved |= improves(problem, plan, pair);
            }
        }
        return plan;
    }

    private static boolean improves(Problem problem, Ledger plan, int pair) {
        Optional<Displacement> displacement = Displacement.of(problem, plan, pair);
        if (displacement.isEmpty()) {
            return false;
        }
        long violation = plan.violation();
        long value = plan.value();
        displacement.get().apply(plan);
        if (plan.violation() < violation || (plan.violation() == violation && plan.value() > value)) {
            return true;
        }
        plan.remove(pair);
        displacement.get().displaced().forEach(plan::add);
        return false;
    }
}
