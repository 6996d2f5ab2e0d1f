package org.countersign.allocation.solver;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.optaplanner.core.api.score.ScoreExplanation;
import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import org.optaplanner.core.api.solver.SolutionManager;
import org.optaplanner.core.api.solver.Solver;
import org.optaplanner.core.api.solver.SolverFactory;
import org.optaplanner.core.config.localsearch.LocalSearchPhaseConfig;
import org.optaplanner.core.config.phase.PhaseConfig;
import org.optaplanner.core.config.phase.custom.CustomPhaseConfig;
import org.optaplanner.core.config.score.director.ScoreDirectorFactoryConfig;
import org.optaplanner.core.config.solver.EnvironmentMode;
import org.optaplanner.core.config.solver.SolverConfig;
import org.optaplanner.core.config.solver.termination.TerminationConfig;

/** OptaPlanner: improves a plan with the incremental score, explains one with the constraint streams. */
final class LocalSearch {

    private static final long MOVES_PER_PART = 1_000;
    private static final int MOST_PARTS = 100_000;

    private LocalSearch() {}

    /**
     * How to improve a plan.
     *
     * @param bound stops as soon as a feasible plan is worth this much
     * @param moves small moves to try at most, and a thousandth as many parts; reached before the time is up, they make
     *     the result depend on the seed alone
     */
    record Task(long bound, long seed, long moves, Duration time) {}

    /** Changes and swaps of slots. */
    static PhaseConfig<?> smallMoves(Task task) {
        return new LocalSearchPhaseConfig()
                .withTerminationConfig(new TerminationConfig().withScoreCalculationCountLimit(task.moves()));
    }

    /**
     * Parts that are planned anew; only for a plan that is feasible.
     *
     * @param idle ends after so many without any gain
     */
    static PhaseConfig<?> parts(Task task, Neighbourhoods parts, int idle) {
        int most = Math.clamp(task.moves() / MOVES_PER_PART, 1, MOST_PARTS);
        return new CustomPhaseConfig()
                .withCustomPhaseCommands(Collections.nCopies(most, parts).toArray(new Neighbourhoods[0]))
                .withTerminationConfig(new TerminationConfig().withUnimprovedStepCountLimit(idle));
    }

    /**
     * Improves a plan in phases.
     *
     * @param running is given the solver before it starts, so that it can be ended early
     */
    static Ledger improve(
            Problem problem, Ledger start, Task task, Consumer<Solver<SlotPlan>> running, PhaseConfig<?>... phases) {
        SlotPlan plan = SlotPlan.toSolve(problem, start);
        if (task.time().toMillis() < 1 || plan.places().stream().noneMatch(LocalSearch::isMovable)) {
            return start;
        }
        SolverConfig config = config(EnvironmentMode.REPRODUCIBLE)
                .withRandomSeed(task.seed())
                .withPhases(phases)
                .withTerminationConfig(new TerminationConfig()
                        .withSpentLimit(Duration.ofMillis(task.time().toMillis()))
                        .withBestScoreLimit(
                                HardSoftLongScore.ofSoft(task.bound()).toString()));
        Solver<SlotPlan> solver = SolverFactory.<SlotPlan>create(config).buildSolver();
        running.accept(solver);
        return solver.solve(plan).ledger();
    }

    private static boolean isMovable(Place place) {
        return !place.isPinned() && !place.campaign().eligible().isEmpty();
    }

    /** Why a plan is infeasible, from the matches of the constraint streams. */
    static List<Breach> breaches(Problem problem, Ledger plan) {
        SolverConfig config = new SolverConfig()
                .withSolutionClass(SlotPlan.class)
                .withEntityClasses(Place.class)
                .withConstraintProviderClass(PlanConstraints.class);
        ScoreExplanation<SlotPlan, HardSoftLongScore> explanation = SolutionManager.<SlotPlan, HardSoftLongScore>create(
                        SolverFactory.create(config))
                .explain(SlotPlan.toExplain(problem, plan));
        HardSoftLongScore counted = HardSoftLongScore.of(-plan.violation(), plan.value());
        if (!explanation.getScore().equals(counted)) {
            throw new IllegalStateException("The plan counts " + counted + ", the constraint streams say "
                    + explanation.getScore() + ". One of the two is wrong.");
        }
        return explanation.getConstraintMatchTotalMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(total -> total.getValue().getConstraintMatchSet().stream())
                .<Object>map(match -> match.getJustification())
                .filter(Breach.class::isInstance)
                .map(Breach.class::cast)
                .toList();
    }

    static SolverConfig config(EnvironmentMode mode) {
        return new SolverConfig()
                .withEnvironmentMode(mode)
                .withSolutionClass(SlotPlan.class)
                .withEntityClasses(Place.class)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(PlanScore.class))
                .withPhases(new LocalSearchPhaseConfig());
    }
}
