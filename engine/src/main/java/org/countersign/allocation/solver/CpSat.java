package org.countersign.allocation.solver;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolArgumentProto;
import com.google.ortools.sat.ConstraintProto;
import com.google.ortools.sat.CpModelProto;
import com.google.ortools.sat.CpObjectiveProto;
import com.google.ortools.sat.CpSolverResponse;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntegerVariableProto;
import com.google.ortools.sat.LinearConstraintProto;
import com.google.ortools.sat.PartialVariableAssignment;
import com.google.ortools.sat.SatParameters;
import com.google.ortools.sat.SolveWrapper;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that knows OR-Tools: decides a set of pairs exactly while all others stay as they are. One worker and a
 * limit in its own deterministic unit of work, so that the same question with the same seed has the same answer.
 */
final class CpSat {

    private static final Logger LOG = LoggerFactory.getLogger(CpSat.class);

    private final Problem problem;
    private final int[] variableOfPair;
    private final Ledger base;

    private CpSat(Problem problem, Ledger base) {
        this.problem = problem;
        this.base = base;
        variableOfPair = new int[problem.pairs()];
        Arrays.fill(variableOfPair, -1);
    }

    /**
     * What was found.
     *
     * @param chosen which of the free pairs are in the best plan; null if none was found
     * @param isComplete whether everything was tried: then the plan is optimal, or there is none
     * @param bound no choice of the free pairs is worth more
     * @param work done, in the solver's deterministic unit; roughly seconds
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Answer(int @Nullable [] chosen, boolean isComplete, long bound, double work) {}

    /**
     * How much to try.
     *
     * @param work in the solver's deterministic unit
     * @param isLong whether it pays to look at the whole problem closely before the search begins
     */
    record Budget(double work, Deadline deadline, int seed, boolean isLong) {

        /** For a small problem. */
        Budget(double work, Deadline deadline, int seed) {
            this(work, deadline, seed, false);
        }
    }

    /** Whether OR-Tools and its native library are there; found out once. */
    static boolean isAvailable() {
        return Availability.IS_AVAILABLE;
    }

    private static final class Availability {
        static final boolean IS_AVAILABLE = load();

        private static boolean load() {
            try {
                Loader.loadNativeLibraries();
                return true;
            } catch (RuntimeException | LinkageError e) {
                LOG.warn(
                        "Slots are planned without OR-Tools, with weaker bounds, because its native library for this"
                                + " platform is not there: {}",
                        e.toString());
                return false;
            }
        }
    }

    /**
     * Decides the free pairs.
     *
     * @param base what is chosen and stays, without any of the free pairs
     * @param free pairs to decide, none of them pinned
     * @param hint the free pairs that are chosen so far
     */
    static Answer solve(Problem problem, Ledger base, int[] free, int[] hint, Budget budget) {
        return new CpSat(problem, base).solve(free, hint, budget);
    }

    private Answer solve(int[] free, int[] hint, Budget budget) {
        CpModelProto model = model(free, hint);
        double seconds = budget.deadline().left().toNanos() / 1e9;
        if (seconds <= 0) {
            return new Answer(null, false, Long.MAX_VALUE, 0);
        }
        SatParameters parameters = SatParameters.newBuilder()
                .setNumWorkers(1)
                .setRandomSeed(budget.seed())
                .setMaxTimeInSeconds(seconds)
                .setMaxDeterministicTime(budget.work())
                .setMaxMemoryInMb(600)
                .setCatchSigintSignal(false)
                // Measured on parts of 100 to 3,000 pairs: cuts of the linear relaxation and no probing halve the time.
                .setLinearizationLevel(2)
                .setCpModelProbingLevel(budget.isLong() ? 2 : 0)
                .setSymmetryLevel(budget.isLong() ? 2 : 0)
                .build();
        SolveWrapper solver = new SolveWrapper();
        CpSolverResponse response;
        try {
            solver.setParameters(parameters);
            response = solver.solve(model);
        } finally {
            solver.delete();
        }
        CpSolverStatus status = response.getStatus();
        boolean isComplete = status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.INFEASIBLE;
        int[] chosen = null;
        if (status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE) {
            chosen = Arrays.stream(free)
                    .filter(pair -> response.getSolution(variableOfPair[pair]) == 1)
                    .toArray();
        }
        long bound = status == CpSolverStatus.INFEASIBLE
                ? Long.MIN_VALUE
                : status == CpSolverStatus.UNKNOWN || status == CpSolverStatus.MODEL_INVALID
                        ? Long.MAX_VALUE
                        : base.value() - response.getInnerObjectiveLowerBound();
        return new Answer(chosen, isComplete, bound, response.getDeterministicTime());
    }

    private CpModelProto model(int[] free, int[] hint) {
        CpModelProto.Builder model = CpModelProto.newBuilder();
        IntegerVariableProto bool =
                IntegerVariableProto.newBuilder().addDomain(0).addDomain(1).build();
        CpObjectiveProto.Builder objective = CpObjectiveProto.newBuilder();
        PartialVariableAssignment.Builder hints = PartialVariableAssignment.newBuilder();
        for (int variable = 0; variable < free.length; variable++) {
            int pair = free[variable];
            variableOfPair[pair] = variable;
            model.addVariables(bool);
            objective.addVars(variable).addCoeffs(-problem.pairValue[pair]);
        }
        boolean[] isHinted = new boolean[free.length];
        for (int pair : hint) {
            if (variableOfPair[pair] >= 0) {
                isHinted[variableOfPair[pair]] = true;
            }
        }
        for (int variable = 0; variable < free.length; variable++) {
            hints.addVars(variable).addValues(isHinted[variable] ? 1 : 0);
        }
        model.setObjective(objective);
        if (hint.length > 0) {
            model.setSolutionHint(hints);
        }
        campaigns(model, free);
        limits(model, free);
        conflicts(model, free);
        return model.build();
    }

    private void campaigns(CpModelProto.Builder model, int[] free) {
        int[] campaigns = Arrays.stream(free)
                .map(pair -> problem.pairCampaign[pair])
                .sorted()
                .distinct()
                .toArray();
        for (int campaign : campaigns) {
            LinearConstraintProto.Builder sum = LinearConstraintProto.newBuilder();
            for (int place = problem.pairsOfCampaign.start(campaign);
                    place < problem.pairsOfCampaign.end(campaign);
                    place++) {
                int variable = variableOfPair[problem.pairsOfCampaign.item(place)];
                if (variable >= 0) {
                    sum.addVars(variable).addCoeffs(1);
                }
            }
            int placed = base.placed(campaign);
            int least = problem.campaignMin[campaign] - placed;
            int most = problem.campaignMax[campaign] - placed;
            if (least > 0 || most < sum.getVarsCount()) {
                add(model, sum, Math.max(0, least), most);
            }
        }
    }

    private void limits(CpModelProto.Builder model, int[] free) {
        boolean[] isSeen = new boolean[problem.limits()];
        for (int pair : free) {
            for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
                int limit = problem.limitsOfPair.item(place);
                if (!isSeen[limit]) {
                    isSeen[limit] = true;
                    limit(model, limit);
                }
            }
        }
    }

    private void limit(CpModelProto.Builder model, int limit) {
        LinearConstraintProto.Builder sum = LinearConstraintProto.newBuilder();
        long all = 0;
        Rows pairs = problem.pairsOfLimit;
        for (int place = pairs.start(limit); place < pairs.end(limit); place++) {
            int pair = pairs.item(place);
            if (variableOfPair[pair] >= 0) {
                long amount = problem.amountOf(pair, limit);
                all += amount;
                sum.addVars(variableOfPair[pair]).addCoeffs(amount);
            }
        }
        long most = problem.limitMax[limit] == Problem.UNLIMITED ? all : problem.limitMax[limit] - base.used(limit);
        long least = Math.max(0, problem.limitMin[limit] - base.used(limit));
        if (least > 0 || all > most) {
            add(model, sum, least, Math.min(all, most));
        }
    }

    private void conflicts(CpModelProto.Builder model, int[] free) {
        for (int pair : free) {
            for (int place = problem.conflictsOfPair.start(pair); place < problem.conflictsOfPair.end(pair); place++) {
                int other = problem.conflictsOfPair.item(place);
                if (other > pair && variableOfPair[other] >= 0) {
                    model.addConstraints(ConstraintProto.newBuilder()
                            .setAtMostOne(BoolArgumentProto.newBuilder()
                                    .addLiterals(variableOfPair[pair])
                                    .addLiterals(variableOfPair[other])));
                }
            }
        }
    }

    private static void add(CpModelProto.Builder model, LinearConstraintProto.Builder sum, long least, long most) {
        model.addConstraints(
                ConstraintProto.newBuilder().setLinear(sum.addDomain(least).addDomain(most)));
    }
}
