package org.countersign.allocation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.countersign.allocation.solver.Effort;
import org.countersign.allocation.solver.Ledger;
import org.countersign.allocation.solver.Problem;
import org.countersign.allocation.solver.SlotSolver;
import org.countersign.allocation.solver.Solution;

/** From a request to a plan in words; needs no database. */
final class Planner {

    private static final Duration USUAL = Duration.ofSeconds(10);

    private Planner() {}

    /**
     * Plans.
     *
     * @throws org.countersign.shared.Refusal.Invalid if anything is wrong with the request
     */
    static PlanResult plan(PlanRequest request, PlanNames names) {
        long begin = System.nanoTime();
        PlanTranslation translation = PlanTranslation.of(request);
        Duration limit = Objects.requireNonNullElse(request.timeLimit(), USUAL);
        Duration left = limit.minusNanos(System.nanoTime() - begin);
        Solution solution =
                SlotSolver.solve(translation.problem(), Effort.of(left.isPositive() ? left : Duration.ofMillis(1)));

        Ledger plan = solution.plan();
        List<PlanResult.Placement> placements = Arrays.stream(plan.chosen())
                .mapToObj(pair -> new PlanResult.Placement(
                        translation.campaignOf(pair), translation.slotOf(pair), translation.valueOf(pair)))
                .toList();
        BigDecimal total =
                placements.stream().map(PlanResult.Placement::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal bound = bound(translation, solution, total);
        return new PlanResult(
                plan.isFeasible(),
                rounded(total),
                rounded(bound),
                plan.isFeasible() ? gap(total, bound) : null,
                placements,
                new Reasons(translation, plan, names).unplaced(),
                limits(translation, plan),
                new Violations(translation, names).of(solution),
                Duration.ofMillis(Duration.ofNanos(System.nanoTime() - begin).toMillis()));
    }

    // Where values had to be rounded, each placement may be worth up to one more unit than counted.
    private static BigDecimal bound(PlanTranslation translation, Solution solution, BigDecimal total) {
        PlanScales scales = translation.scales();
        BigDecimal bound = scales.value(solution.upperBound());
        if (!scales.areValuesExact()) {
            bound = bound.add(scales.value((long) translation.problem().pairs()));
        }
        return bound.max(total);
    }

    private static BigDecimal gap(BigDecimal total, BigDecimal bound) {
        if (bound.compareTo(total) == 0) {
            return BigDecimal.ZERO;
        }
        return bound.signum() == 0
                ? BigDecimal.ONE
                : bound.subtract(total).divide(bound.abs(), 6, RoundingMode.UP).stripTrailingZeros();
    }

    // Sums of doubles can have more digits than a double holds, which would make a client read another number.
    private static BigDecimal rounded(BigDecimal sum) {
        return sum.signum() == 0
                ? BigDecimal.ZERO
                : sum.round(new MathContext(15)).stripTrailingZeros();
    }

    private static List<PlanResult.LimitUse> limits(PlanTranslation translation, Ledger plan) {
        List<PlanResult.LimitUse> limits = new ArrayList<>();
        for (int limit = 0; limit < translation.problem().limits(); limit++) {
            PlanRequest.Limit asked = translation.request().limits().get(limit);
            BigDecimal used = rounded(translation.scales().quantity(plan.used(limit)));
            boolean isBounded = translation.problem().maxOf(limit) != Problem.UNLIMITED;
            BigDecimal max = asked.max();
            limits.add(new PlanResult.LimitUse(
                    asked.id(), used, max, max == null ? null : rounded(isBounded ? max.subtract(used) : max)));
        }
        return limits;
    }
}
