package org.countersign.allocation.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.optaplanner.core.api.solver.SolverFactory;
import org.optaplanner.core.config.score.director.ScoreDirectorFactoryConfig;
import org.optaplanner.core.config.solver.EnvironmentMode;
import org.optaplanner.core.config.solver.SolverConfig;
import org.optaplanner.core.config.solver.termination.TerminationConfig;

class PlanScoreTests {

    /** FULL_ASSERT compares the calculator with the constraint streams after every single move and throws if they differ. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void incrementalScoreAndConstraintStreamsNeverDiffer(long seed) {
        Problem problem = seed < 8 ? RandomProblems.tiny(1_000 + seed) : RandomProblems.medium(seed, 12, 15);
        SolverConfig config = LocalSearch.config(EnvironmentMode.FULL_ASSERT)
                .withRandomSeed(seed)
                .withTerminationConfig(new TerminationConfig().withScoreCalculationCountLimit(1_500L));
        Objects.requireNonNull(config.getScoreDirectorFactoryConfig())
                .setAssertionScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withConstraintProviderClass(PlanConstraints.class));

        SlotPlan plan = SolverFactory.<SlotPlan>create(config)
                .buildSolver()
                .solve(SlotPlan.toExplain(problem, Ledger.ofPins(problem)));

        assertThat(plan.score()).isNotNull();
    }
}
