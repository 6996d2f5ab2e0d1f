package org.countersign.allocation.solver;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides all that a good plan leaves open with CP-SAT beside OptaPlanner, on a thread of its own: where it finishes, the plan is proven,
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

    /** Null where the core is too large. With one processor both share it. */
    static @Nullable Prover start(
            Problem problem, Ledger pins, Core core, Ledger hint, CpSat.Budget budget, Runnable whenProven) {
        if (core.open().length > LARGEST) {
            return null;
        }
        Ledger base = pins.copy();
        Arrays.stream(core.certain()).forEach(base::add);
        FutureTask<CpSat.Answer> task = new FutureTask<>(() -> {
            CpSat.Answer answer = CpSat.solve(problem, base, core.open(), hint.chosen(), budget);
            if (answer.isComplete()) {
                whenProven.run();
            }
            return with(core.certain(), answer);
        });
        Thread.ofPlatform().daemon().name("slot-prover").start(task);
        return new Prover(task);
    }

    private static CpSat.Answer with(int[] certain, CpSat.Answer answer) {
        int[] chosen = answer.chosen();
        return chosen == null
                ? answer
                : new CpSat.Answer(
                        IntStream.concat(Arrays.stream(certain), Arrays.stream(chosen))
                                .toArray(),
                        answer.isComplete(),
                        answer.bound(),
                        answer.work());
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
