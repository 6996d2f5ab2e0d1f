package org.countersign.allocation.solver;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Solves the whole problem with CP-SAT beside OptaPlanner, on a thread of its own: where it finishes, the plan is proven,
 * and where it does not, its bound may still be the tighter one. Nobody waits for it longer than the time given: native
 * code cannot be interrupted, only left behind.
 */
final class Prover {

    private static final Logger LOG = LoggerFactory.getLogger(Prover.class);

    /** Larger problems would need more memory than is promised. */
    static final int LARGEST = 30_000;

    private final FutureTask<CpSat.Answer> task;

    private Prover(FutureTask<CpSat.Answer> task) {
        this.task = task;
    }

    /** Null where the problem is too large. With one processor both share it. */
    static @Nullable Prover start(Problem problem, Ledger pins, Ledger hint, CpSat.Budget budget, Runnable whenProven) {
        int[] free = IntStream.range(0, problem.pairs())
                .filter(pair -> !problem.pinned[pair] && pins.fits(pair))
                .toArray();
        if (free.length > LARGEST) {
            return null;
        }
        FutureTask<CpSat.Answer> task = new FutureTask<>(() -> {
            CpSat.Answer answer = CpSat.solve(problem, pins, free, hint.chosen(), budget);
            if (answer.isComplete()) {
                whenProven.run();
            }
            return answer;
        });
        Thread.ofPlatform().daemon().name("slot-prover").start(task);
        return new Prover(task);
    }

    /** What it has found by the deadline; null if nothing. */
    CpSat.@Nullable Answer await(Deadline deadline) {
        try {
            return task.get(deadline.left().toNanos() + TimeUnit.MILLISECONDS.toNanos(150), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return null;
        } catch (ExecutionException failed) {
            LOG.warn("The exact solver failed; the plan stands with the bound of the prices.", failed);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
