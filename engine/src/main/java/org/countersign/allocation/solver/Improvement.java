package org.countersign.allocation.solver;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.optaplanner.core.api.solver.Solver;
import org.optaplanner.core.config.phase.PhaseConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the best plan so far better: OptaPlanner plans it anew part by part with CP-SAT and tries small moves; once little
 * more is found that way, CP-SAT tries beside it to prove what is left to decide.
 */
final class Improvement {

    /** Where there is no time for all regrets, the pairs without one are tried like those of none. */
    private static final double FOR_REGRETS = 0.2;

    /** One step of {@link Effort#moves()} in the exact solver's unit of work, when effort is limited. */
    private static final double WORK_PER_MOVE = 1e-5;

    /** So many pairs a second are translated for OptaPlanner on a slow machine; with less time it is left out. */
    private static final double PAIRS_PER_SECOND = 100_000;

    /** So many parts without any gain, and it is time to ask whether more can be gained at all. */
    private static final int FEW_IDLE_PARTS = 18;

    /** So many, and what is left is for small moves. */
    private static final int IDLE_PARTS = 200;

    private static final long TELL_AGAIN = 20_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Improvement.class);

    private final Problem problem;
    private final Effort effort;
    private final Ledger pins;
    private final Incumbent incumbent;
    private final Deadline deadline;

    /** @param incumbent is improved in place */
    Improvement(Problem problem, Effort effort, Ledger pins, Incumbent incumbent, Deadline deadline) {
        this.problem = problem;
        this.effort = effort;
        this.pins = pins;
        this.incumbent = incumbent;
        this.deadline = deadline;
    }

    /**
     * Improves the incumbent and returns the tighter of the bounds.
     *
     * @param split what the decomposition found; null where there is none, and then only small moves are tried
     */
    long run(long bound, @Nullable SplitSearch split) {
        if (problem.pairs() > PAIRS_PER_SECOND * deadline.left().toMillis() / 1_000) {
            return bound;
        }
        Deadline until = deadline.share(0.95);
        long proven = split == null || !usesOrTools() ? small(bound, until) : parts(bound, split, until);
        incumbent.offer(Polish.of(problem, incumbent.best(), deadline));
        return proven;
    }

    private long small(long bound, Deadline until) {
        LocalSearch.Task task = task(bound, until);
        incumbent.offer(
                LocalSearch.improve(problem, incumbent.best(), task, solver -> {}, LocalSearch.smallMoves(task)));
        tell("small moves", bound);
        return bound;
    }

    // First without the prover: the better the plan, the less is left to prove.
    private long parts(long bound, SplitSearch split, Deadline until) {
        double gap = bound - (double) incumbent.best().value();
        Neighbourhoods parts =
                new Neighbourhoods(problem, split.regrets(until.share(FOR_REGRETS)), gap, effort.seed(), until);
        if (incumbent.best().isFeasible()) {
            LocalSearch.Task task = task(bound, until);
            incumbent.offer(LocalSearch.improve(
                    problem, incumbent.best(), task, solver -> {}, LocalSearch.parts(task, parts, FEW_IDLE_PARTS)));
            tell("first parts", bound);
            if (incumbent.best().value() >= bound) {
                return bound;
            }
        }
        long known = incumbent.best().isFeasible() ? incumbent.best().value() : Long.MIN_VALUE;
        AtomicReference<Solver<SlotPlan>> running = new AtomicReference<>();
        AtomicBoolean isOver = new AtomicBoolean();
        Prover prover = prover(split.core(incumbent.best(), until), until, running, isOver);
        LocalSearch.Task task = task(bound, until);
        PhaseConfig<?>[] phases = incumbent.best().isFeasible()
                ? new PhaseConfig<?>[] {LocalSearch.parts(task, parts, IDLE_PARTS), LocalSearch.smallMoves(task)}
                : new PhaseConfig<?>[] {LocalSearch.smallMoves(task)};
        incumbent.offer(LocalSearch.improve(problem, incumbent.best(), task, running::set, phases));
        isOver.set(true);
        tell("all parts", bound);
        CpSat.Answer answer = prover == null ? null : prover.await(until);
        long proven = answer == null ? bound : Math.min(bound, Math.max(known, take(answer)));
        tell("prover", proven);
        return proven;
    }

    private LocalSearch.Task task(long bound, Deadline until) {
        return new LocalSearch.Task(bound, effort.seed(), effort.moves(), until.left());
    }

    private @Nullable Prover prover(
            Core core, Deadline until, AtomicReference<Solver<SlotPlan>> running, AtomicBoolean isOver) {
        double work = effort.moves() == Long.MAX_VALUE ? 1e9 : effort.moves() * WORK_PER_MOVE;
        CpSat.Budget budget = new CpSat.Budget(work, until, (int) (effort.seed() & Integer.MAX_VALUE), true);
        return Prover.start(problem, pins, core, incumbent.best(), budget, () -> {
            // Again and again: a solver forgets what it is told before it has begun.
            while (!isOver.get() && !until.hasPassed()) {
                Solver<SlotPlan> solver = running.get();
                if (solver != null) {
                    solver.terminateEarly();
                }
                LockSupport.parkNanos(TELL_AGAIN);
            }
        });
    }

    // A proven plan replaces any other of the same value: which one parts had found by then is a matter of time.
    private long take(CpSat.Answer answer) {
        int[] chosen = answer.chosen();
        if (chosen == null) {
            if (!answer.isComplete()) {
                return answer.bound();
            }
            // Nothing better is left: what is known is the best there is, if anything is.
            return incumbent.best().isFeasible() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        Ledger plan = pins.copy();
        Arrays.stream(chosen).forEach(plan::add);
        if (answer.isComplete() && !incumbent.best().isBetterThan(plan)) {
            incumbent.replace(plan);
        } else {
            incumbent.offer(plan);
        }
        return answer.bound();
    }

    private boolean usesOrTools() {
        return effort.usesOrTools() && CpSat.isAvailable();
    }

    private void tell(String stage, long bound) {
        LOG.debug("After {}: value {}, bound {}.", stage, incumbent.best().value(), bound);
    }
}
