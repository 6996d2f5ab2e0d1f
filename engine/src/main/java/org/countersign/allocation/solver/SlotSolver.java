package org.countersign.allocation.solver;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans slots. Prices find a bound and first plans; a decomposition into campaigns and slots tightens the bound and tells
 * which placements are likely; OptaPlanner starts from the best plan so far and improves it, part by part with CP-SAT and
 * by small moves; beside it CP-SAT tries to prove what is left to decide. Every plan comes with a bound that no plan can exceed.
 */
public final class SlotSolver {

    // Shares of the time that is left when a stage begins. OptaPlanner and polishing get what remains.
    private static final double FOR_PRICES = 0.08;
    private static final double FOR_SPLITTING = 0.25;
    private static final double FOR_EXACT = 0.15;
    private static final double FOR_CLASH = 0.3;

    private static final int PRICE_STEPS = 2_000;
    private static final int SPLIT_STEPS = 2_000;
    private static final long NODES = 400_000;

    private static final Logger LOG = LoggerFactory.getLogger(SlotSolver.class);

    private final Problem problem;
    private final Effort effort;
    private final Deadline deadline;
    private final Ledger pins;
    private final Relaxation relaxation;
    private final Incumbent incumbent;

    private SlotSolver(Problem problem, Effort effort) {
        this.problem = problem;
        this.effort = effort;
        // The first plan of a process would pay for loading the native library out of its own time.
        CpSat.isAvailable();
        deadline = Deadline.in(effort.timeLimit());
        pins = Ledger.ofPins(problem);
        relaxation = new Relaxation(problem, pins);
        incumbent = new Incumbent(pins);
    }

    /** The best plan that the effort finds, and what is proven about it. */
    public static Solution solve(Problem problem, Effort effort) {
        return new SlotSolver(problem, effort).run();
    }

    /** Who proves bounds here. */
    public static String prover() {
        return CpSat.isAvailable() ? "CP-SAT" : "decomposition";
    }

    private Solution run() {
        PriceSearch prices = new PriceSearch(problem, pins, relaxation);
        if (relaxation.isHopeless()) {
            relaxation.evaluate(prices.prices());
            incumbent.offer(Greedy.plan(problem, pins, relaxation.reduced()));
            return infeasible(prices);
        }
        prices.run(incumbent, PRICE_STEPS, deadline.share(FOR_PRICES));
        incumbent.offer(Polish.of(problem, incumbent.best(), deadline.share(0.05)));
        tell("prices", prices.bound());
        if (prices.isProven(incumbent)) {
            return feasible(prices.bound(), prices);
        }
        if (isSmall() && searchedThrough(prices)) {
            return incumbent.best().isFeasible() ? feasible(incumbent.best().value(), prices) : infeasible(prices);
        }
        if (!incumbent.best().isFeasible() && Clash.isProven(problem, deadline.share(FOR_CLASH))) {
            return infeasible(prices);
        }
        SplitSearch split = new SplitSearch(problem, pins, relaxation, prices.prices());
        split.run(incumbent, SPLIT_STEPS, deadline.share(FOR_SPLITTING));
        incumbent.offer(Polish.of(problem, Greedy.plan(problem, pins, split.likely()), deadline.share(0.05)));
        long bound = Math.min(prices.bound(), split.bound());
        tell("decomposition", bound);
        if (incumbent.best().isFeasible() && incumbent.best().value() >= bound) {
            return feasible(bound, prices);
        }
        bound = improvement().run(bound, split);
        return incumbent.best().isFeasible()
                ? feasible(bound, prices)
                : new Solution(incumbent.best(), bound, false, List.of(), breaches(), prices.prices());
    }

    private void tell(String stage, long bound) {
        LOG.debug("After {}: value {}, bound {}.", stage, incumbent.best().value(), bound);
    }

    private Improvement improvement() {
        return new Improvement(problem, effort, pins, incumbent, deadline);
    }

    private boolean isSmall() {
        return problem.pairs() <= ExactSearch.LARGEST;
    }

    private boolean searchedThrough(PriceSearch prices) {
        relaxation.evaluate(prices.prices());
        return new ExactSearch(problem, pins, relaxation, incumbent, NODES, deadline.share(FOR_EXACT)).completes();
    }

    private Solution infeasible(PriceSearch prices) {
        List<Demand> clash =
                new Clash(problem, deadline.share(FOR_CLASH)).find().orElse(List.of());
        LeastBreach all = new LeastBreach(problem, pins, incumbent);
        if (all.isSmallEnough()) {
            all.run();
        } else {
            improvement().run(Long.MAX_VALUE, null);
        }
        return new Solution(incumbent.best(), incumbent.best().value(), true, clash, breaches(), prices.prices());
    }

    private Solution feasible(long bound, PriceSearch prices) {
        long proven = Math.max(bound, incumbent.best().value());
        return new Solution(incumbent.best(), proven, false, List.of(), List.of(), prices.prices());
    }

    private List<Breach> breaches() {
        return LocalSearch.breaches(problem, incumbent.best());
    }
}
