package org.countersign.allocation.solver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.optaplanner.core.api.score.ScoreExplanation;
import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import org.optaplanner.core.api.solver.SolutionManager;
import org.optaplanner.core.api.solver.SolverFactory;
import org.optaplanner.core.config.localsearch.LocalSearchPhaseConfig;
import org.optaplanner.core.config.score.director.ScoreDirectorFactoryConfig;
import org.optaplanner.core.config.solver.EnvironmentMode;
import org.optaplanner.core.config.solver.SolverConfig;
import org.optaplanner.core.config.solver.termination.TerminationConfig;

/** OptaPlanner: improves a plan with the incremental score, explains one with the constraint streams. */
final class LocalSearch {

    private LocalSearch() {}

    /**
     * Improves a plan by changes and swaps of slots.
     *
     * @param bound stops as soon as a feasible plan is worth this much
     * @param moves stops after so many; reached before the time is up, they make the result depend on the seed alone
     */
    static Ledger improve(Problem problem, Ledger start, long bound, long seed, long moves, Duration time) {
        SlotPlan plan = SlotPlan.toSolve(problem, start);
        if (time.toMillis() < 1 || plan.places().stream().noneMatch(LocalSearch::isMovable)) {
            return start;
        }
        SolverConfig config = config(EnvironmentMode.REPRODUCIBLE)
                .withRandomSeed(seed)
                .withTerminationConfig(new TerminationConfig()
                        .withSpentLimit(Duration.ofMillis(time.toMillis()))
                        .withScoreCalculationCountLimit(moves)
                        .withBestScoreLimit(HardSoftLongScore.ofSoft(bound).toString()));
        return SolverFactory.<SlotPlan>create(config).buildSolver().solve(plan).ledger();
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
