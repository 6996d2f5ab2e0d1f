package org.countersign.allocation.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SlotSolverTests {

    private static final Effort QUICK = new Effort(Duration.ofSeconds(20), 0, 2_000);

    static LongStream seeds() {
        return LongStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void findsTheOptimumOfTinyProblemsAndProvesIt(long seed) {
        Problem problem = RandomProblems.tiny(seed);
        BruteForce all = BruteForce.of(problem);

        Solution solution = SlotSolver.solve(problem, QUICK);

        assertThat(solution.plan().violation()).isEqualTo(all.leastViolation);
        assertThat(solution.plan().value()).isEqualTo(all.bestValue);
        assertThat(solution.isProvenInfeasible()).isEqualTo(!all.isFeasible());
        assertThat(solution.breaches().isEmpty()).isEqualTo(all.isFeasible());
        if (all.isFeasible()) {
            assertThat(solution.upperBound()).isEqualTo(all.bestValue);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void boundIsNeverBelowTheOptimumWhateverThePrices(long seed) {
        Problem problem = RandomProblems.tiny(seed);
        BruteForce all = BruteForce.of(problem);
        Relaxation relaxation = new Relaxation(problem, Ledger.ofPins(problem));
        Random random = new Random(seed);

        for (int draw = 0; draw < 50 && all.isFeasible(); draw++) {
            relaxation.evaluate(prices(problem, random));

            assertThat(relaxation.bound()).isGreaterThanOrEqualTo(all.bestValue);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void boundOfThePartsIsNeverBelowTheOptimumWhateverTheSharesAndPrices(long seed) {
        Problem problem = RandomProblems.tiny(seed);
        BruteForce all = BruteForce.of(problem);
        Ledger pins = Ledger.ofPins(problem);
        Relaxation relaxation = new Relaxation(problem, pins);
        if (relaxation.isHopeless() || !all.isFeasible()) {
            return;
        }
        Decomposition parts = new Decomposition(problem, pins, relaxation.candidates());
        Random random = new Random(seed);

        for (int draw = 0; draw < 50; draw++) {
            double[] prices = prices(problem, random);
            for (int limit : parts.blocks().priced) {
                parts.price[limit] = prices[limit] * parts.fine();
            }
            for (int pair = 0; pair < problem.pairs(); pair++) {
                parts.share[pair] = Math.round(random.nextGaussian() * 40 * parts.fine());
            }
            long bound = parts.whole(parts.evaluate(Deadline.in(Duration.ofMinutes(1))));

            assertThat(bound).isGreaterThanOrEqualTo(all.bestValue);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void coreHoldsEveryPlanThatIsBetterThanTheOneKnown(long seed) {
        Problem problem = RandomProblems.tiny(seed);
        BruteForce all = BruteForce.of(problem);
        Ledger pins = Ledger.ofPins(problem);
        Relaxation relaxation = new Relaxation(problem, pins);
        if (relaxation.isHopeless() || !all.isFeasible()) {
            return;
        }
        Incumbent incumbent = new Incumbent(pins);
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));
        PriceSearch prices = new PriceSearch(problem, pins, relaxation);
        prices.run(incumbent, 200, deadline);
        if (!incumbent.best().isFeasible() || incumbent.best().value() == all.bestValue) {
            return;
        }
        SplitSearch split = new SplitSearch(problem, pins, relaxation, prices.prices());
        split.run(incumbent, 200, deadline);

        Core core = split.core(incumbent.best(), deadline);

        Ledger base = pins.copy();
        Arrays.stream(core.certain()).forEach(base::add);
        CpSat.Answer answer =
                CpSat.solve(problem, base, core.open(), new int[0], new CpSat.Budget(10, deadline, /* seed */ 0));
        long best = base.value();
        for (int pair : Objects.requireNonNull(answer.chosen())) {
            best += problem.valueOf(pair);
        }
        assertThat(best).isEqualTo(all.bestValue);
    }

    private static double[] prices(Problem problem, Random random) {
        double[] prices = new double[problem.limits()];
        for (int limit = 0; limit < prices.length; limit++) {
            double price = random.nextGaussian();
            boolean isAllowed = price > 0 ? problem.limitMax[limit] != Problem.UNLIMITED : problem.limitMin[limit] > 0;
            prices[limit] = isAllowed ? price : 0;
        }
        return prices;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void demandsSaidToClashDoClashAndNoneOfThemIsTooMany(long seed) {
        Problem problem = RandomProblems.tiny(seed);

        List<Demand> clash = SlotSolver.solve(problem, QUICK).clash();

        if (!clash.isEmpty()) {
            assertThat(BruteForce.of(problem.demandingOnly(clash)).isFeasible()).isFalse();
            for (Demand demand : clash) {
                List<Demand> others =
                        clash.stream().filter(other -> !other.equals(demand)).toList();
                assertThat(BruteForce.of(problem.demandingOnly(others)).isFeasible())
                        .as("without %s", demand)
                        .isTrue();
            }
        }
    }

    @Test
    void boundHoldsAndPlanIsFeasibleWhereNothingCanBeTriedThrough() {
        Problem problem = RandomProblems.medium(7, 60, 80);

        Solution solution = SlotSolver.solve(problem, new Effort(Duration.ofSeconds(6), 0, 300_000));

        assertThat(solution.plan().isFeasible()).isTrue();
        assertThat(solution.plan().value()).isPositive().isLessThanOrEqualTo(solution.upperBound());
        assertThat(solution.plan().value()).isGreaterThan(solution.upperBound() * 99 / 100);
    }

    private static int[] small(Problem problem, Ledger start, long seed) {
        LocalSearch.Task task = new LocalSearch.Task(Long.MAX_VALUE, seed, 5_000, Duration.ofMinutes(5));
        return LocalSearch.improve(problem, start, task, solver -> {}, LocalSearch.smallMoves(task))
                .chosen();
    }

    @Test
    void sameSeedGivesTheSameSmallMoves() {
        Problem problem = RandomProblems.medium(3, 30, 40);
        Ledger start = Ledger.ofPins(problem);

        int[] one = small(problem, start, 5);
        int[] again = small(problem, start, 5);
        int[] other = small(problem, start, 6);

        assertThat(again).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void sameSeedGivesTheSamePlan() {
        Problem problem = Markets.COARSE.draw(60, 100, 1);
        Effort effort = new Effort(Duration.ofMinutes(5), 7, 12_000);

        Solution one = SlotSolver.solve(problem, effort);
        Solution again = SlotSolver.solve(problem, effort);

        assertThat(again.plan().chosen()).isEqualTo(one.plan().chosen());
        assertThat(again.upperBound()).isEqualTo(one.upperBound());
    }

    @Test
    void plansWithoutOrToolsToo() {
        Problem problem = Markets.COARSE.draw(60, 100, 1);
        Effort effort = new Effort(Duration.ofMinutes(5), 7, 12_000);

        Solution with = SlotSolver.solve(problem, effort);
        Solution without = SlotSolver.solve(problem, effort.withoutOrTools());

        assertThat(without.plan().isFeasible()).isTrue();
        assertThat(without.plan().value()).isLessThanOrEqualTo(with.upperBound());
        assertThat(with.plan().value()).isLessThanOrEqualTo(without.upperBound());
        assertThat(without.plan().value()).isGreaterThan(without.upperBound() * 97 / 100);
    }

    @Test
    void answersSoonAfterTheTimeLimitWithWhateverItHas() {
        Problem problem = RandomProblems.medium(1, 400, 500);
        SlotSolver.solve(RandomProblems.medium(2, 30, 30), new Effort(Duration.ofSeconds(5), 0, 100));
        long before = System.nanoTime();

        Solution solution = SlotSolver.solve(problem, Effort.of(Duration.ofSeconds(1)));

        // A second is promised; the rest is for a machine that is busy with other things.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        assertThat(solution.plan().isFeasible()).isTrue();
    }

    @Test
    void emptyProblemHasAnEmptyOptimalPlan() {
        Solution solution = SlotSolver.solve(new ProblemBuilder(1).build(), QUICK);

        assertThat(solution.plan().chosen()).isEmpty();
        assertThat(solution.upperBound()).isZero();
        assertThat(solution.isProvenInfeasible()).isFalse();
    }

    @Test
    void showsThatObligationsDoNotFitWithoutTryingEverything() {
        ProblemBuilder problem = new ProblemBuilder(1);
        problem.slot();
        problem.slot();
        for (int campaign = 0; campaign < 300; campaign++) {
            problem.campaign(1, 2);
            problem.pair(campaign, 0, 10);
            problem.pair(campaign, 1, 10);
        }
        problem.limit(new ProblemBuilder.Limit(null, new int[] {0}, null), 0, 149);
        problem.limit(new ProblemBuilder.Limit(null, new int[] {1}, null), 0, 150);

        Solution solution = SlotSolver.solve(problem.build(), new Effort(Duration.ofSeconds(10), 0, 20_000));

        assertThat(solution.isProvenInfeasible()).isTrue();
        assertThat(solution.plan().violation()).isEqualTo(1);
    }
}
