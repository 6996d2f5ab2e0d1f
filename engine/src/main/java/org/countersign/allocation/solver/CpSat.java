package org.countersign.allocation.solver;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpModelProto;
import com.google.ortools.sat.CpSolverResponse;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.SatParameters;
import com.google.ortools.sat.SolveWrapper;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that runs OR-Tools: decides a set of pairs exactly while all others stay as they are. One worker and a
 * limit in its own deterministic unit of work, so that the same question with the same seed has the same answer.
 */
final class CpSat {

    private static final Logger LOG = LoggerFactory.getLogger(CpSat.class);

    private CpSat() {}

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
        CpModelProto model = new CpSatModel(problem, base, free).with(hint);
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
            chosen = IntStream.range(0, free.length)
                    .filter(variable -> response.getSolution(variable) == 1)
                    .map(variable -> free[variable])
                    .toArray();
        }
        long bound = status == CpSolverStatus.INFEASIBLE
                ? Long.MIN_VALUE
                : status == CpSolverStatus.UNKNOWN || status == CpSolverStatus.MODEL_INVALID
                        ? Long.MAX_VALUE
                        : base.value() - response.getInnerObjectiveLowerBound();
        return new Answer(chosen, isComplete, bound, response.getDeterministicTime());
    }
}
