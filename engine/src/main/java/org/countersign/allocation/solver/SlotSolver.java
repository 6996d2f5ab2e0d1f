package org.countersign.allocation.solver;

import java.time.Duration;
import java.util.List;

/**
 * Plans slots: prices find a bound and good first plans, an exact search proves what is small enough to be proven,
 * OptaPlanner's local search improves what is not, and every plan comes with a bound that no plan can exceed.
 */
public final class SlotSolver {

    // Shares of the time that is left when a stage begins. Local search and polishing get what remains.
    private static final double FOR_PRICES = 0.3;
    private static final double FOR_EXACT = 0.25;
    private static final double FOR_CLASH = 0.3;

    private static final int PRICE_STEPS = 2_000;
    private static final long NODES = 4_000_000;

    private final Problem problem;
    private final Effort effort;
    private final Deadline deadline;
    private final Ledger pins;
    private final Relaxation relaxation;
    private final Incumbent incumbent;

    private SlotSolver(Problem problem, Effort effort) {
        this.problem = problem;
        this.effort = effort;
        deadline = Deadline.in(effort.timeLimit());
        pins = Ledger.ofPins(problem);
        relaxation = new Relaxation(problem, pins);
        incumbent = new Incumbent(pins);
    }

    /** The best plan that the effort finds, and what is proven about it. */
    public static Solution solve(Problem problem, Effort effort) {
        return new SlotSolver(problem, effort).run();
    }

    private Solution run() {
        PriceSearch prices = new PriceSearch(problem, pins, relaxation);
        if (relaxation.isHopeless()) {
            relaxation.evaluate(prices.prices());
            incumbent.offer(Greedy.plan(problem, pins, relaxation.reduced()));
            return infeasible();
        }
        prices.run(incumbent, PRICE_STEPS, deadline.share(FOR_PRICES));
        incumbent.offer(Polish.of(problem, incumbent.best(), deadline.share(0.1)));
        if (prices.isProven(incumbent)) {
            return feasible(prices.bound());
        }
        if (isSmall() && searchedThrough(prices)) {
            return incumbent.best().isFeasible() ? feasible(incumbent.best().value()) : infeasible();
        }
        if (!incumbent.best().isFeasible() && Clash.isProven(problem, deadline.share(FOR_CLASH))) {
            return infeasible();
        }
        improve(prices.bound());
        return incumbent.best().isFeasible()
                ? feasible(prices.bound())
                : new Solution(incumbent.best(), prices.bound(), false, List.of(), breaches());
    }

    private boolean isSmall() {
        return problem.pairs() <= ExactSearch.LARGEST;
    }

    private boolean searchedThrough(PriceSearch prices) {
        relaxation.evaluate(prices.prices());
        return new ExactSearch(problem, pins, relaxation, incumbent, NODES, deadline.share(FOR_EXACT)).completes();
    }

    private Solution infeasible() {
        List<Demand> clash =
                new Clash(problem, deadline.share(FOR_CLASH)).find().orElse(List.of());
        LeastBreach all = new LeastBreach(problem, pins, incumbent);
        if (all.isSmallEnough()) {
            all.run();
        } else {
            improve(Long.MAX_VALUE);
        }
        return new Solution(incumbent.best(), incumbent.best().value(), true, clash, breaches());
    }

    private Solution feasible(long bound) {
        return new Solution(incumbent.best(), Math.max(bound, incumbent.best().value()), false, List.of(), List.of());
    }

    private void improve(long bound) {
        Duration time = deadline.left().multipliedBy(9).dividedBy(10);
        incumbent.offer(LocalSearch.improve(problem, incumbent.best(), bound, effort.seed(), effort.moves(), time));
        incumbent.offer(Polish.of(problem, incumbent.best(), deadline));
    }

    private List<Breach> breaches() {
        return LocalSearch.breaches(problem, incumbent.best());
    }
}
