package org.countersign.allocation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.countersign.allocation.solver.Deadline;
import org.countersign.allocation.solver.Effort;
import org.countersign.allocation.solver.Ledger;
import org.countersign.allocation.solver.Problem;
import org.countersign.allocation.solver.SlotSolver;
import org.countersign.allocation.solver.Solution;
import org.jspecify.annotations.Nullable;

/** From a request to a plan in words; needs no database. */
final class Planner {

    private static final Duration USUAL = Duration.ofSeconds(10);

    /** Of the second that an answer may be late, so much is for finding out what a sentence wants to say. */
    private static final Duration FOR_WORDS = Duration.ofMillis(400);

    private Planner() {}

    /**
     * Plans.
     *
     * @throws org.countersign.shared.Refusal.Invalid if anything is wrong with the request
     */
    static PlanResult plan(PlanRequest request, PlanNames names) {
        return plan(request, names, System.nanoTime());
    }

    /** @param begin when the time that the request allows began to run, by {@link System#nanoTime()} */
    static PlanResult plan(PlanRequest request, PlanNames names, long begin) {
        PlanTranslation translation = PlanTranslation.of(request);
        Duration limit = Objects.requireNonNullElse(request.timeLimit(), USUAL);
        Duration left = limit.minusNanos(System.nanoTime() - begin);
        Effort effort = new Effort(
                left.isPositive() ? left : Duration.ofMillis(1),
                Objects.requireNonNullElse(request.seed(), 0L),
                Long.MAX_VALUE);
        Solution solution = SlotSolver.solve(translation.problem(), effort);

        Ledger plan = solution.plan();
        Deadline forWords = Deadline.in(limit.plus(FOR_WORDS).minusNanos(System.nanoTime() - begin));
        PlanTalk talk = new PlanTalk(translation, plan, names, forWords);
        List<PlanResult.Unplaced> unplaced = new Reasons(talk).unplaced();
        PlacementReasons reasons = new PlacementReasons(talk);
        List<PlanResult.Placement> placements = reasons.placements();
        BigDecimal total =
                placements.stream().map(PlanResult.Placement::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal bound = bound(translation, solution, total);
        return new PlanResult(
                plan.isFeasible(),
                rounded(total),
                rounded(bound),
                plan.isFeasible() ? gap(total, bound) : null,
                placements,
                unplaced,
                reasons.unused(),
                limits(talk, solution),
                new Violations(translation, names).of(solution),
                Duration.ofMillis(Duration.ofNanos(System.nanoTime() - begin).toMillis()));
    }

    // Where values had to be rounded, each placement may be worth up to one more unit than counted.
    private static BigDecimal bound(PlanTranslation translation, Solution solution, BigDecimal total) {
        PlanScales scales = translation.scales();
        // What it would cost to give up an earlier plan is in the bound and in the solver's value, but not in the
        // total.
        BigDecimal bound =
                total.add(scales.value(solution.upperBound() - solution.plan().value()));
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
        BigDecimal rounded = sum.round(new MathContext(15)).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded; // 20, and not 2E+1
    }

    private static List<PlanResult.LimitUse> limits(PlanTalk talk, Solution solution) {
        PlanTranslation translation = talk.translation;
        Ledger plan = solution.plan();
        List<PlanResult.LimitUse> limits = new ArrayList<>();
        for (int limit = 0; limit < translation.problem().limits(); limit++) {
            PlanRequest.Limit asked = translation.request().limits().get(limit);
            BigDecimal used = rounded(translation.scales().quantity(plan.used(limit)));
            boolean isBounded = translation.problem().maxOf(limit) != Problem.UNLIMITED;
            BigDecimal max = asked.max();
            limits.add(new PlanResult.LimitUse(
                    asked.id(),
                    used,
                    max,
                    max == null ? null : rounded(isBounded ? max.subtract(used) : max),
                    isBounded ? worth(talk, limit, solution.prices()[limit]) : null));
        }
        return limits;
    }

    // The best placement that one more unit lets in; where a single unit lets none in, the price of the relaxed
    // problem. Demands that cannot all be met have prices without end.
    private static @Nullable BigDecimal worth(PlanTalk talk, int limit, double price) {
        long unit = talk.problem.unit();
        if (price <= 0 || talk.isOutOfTime()) {
            return null;
        }
        int next = talk.plan.bestWith(limit, unit);
        if (next >= 0 && talk.worth(next) > 0) {
            return rounded(talk.translation.valueOf(next));
        }
        if (!talk.plan.isFeasible()) {
            return null;
        }
        double perUnit = price * unit;
        BigDecimal worth = Double.isFinite(perUnit)
                ? BigDecimal.valueOf(perUnit)
                        .movePointLeft(talk.translation.scales().value())
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                : BigDecimal.ZERO;
        return worth.signum() == 0 ? null : worth;
    }
}
