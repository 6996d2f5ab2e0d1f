package org.countersign.allocation.solver;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/**
 * The solver beside CP-SAT with one worker, on the same problem, with the same time, in the same run; by hand:
 *
 * <pre>{@code SlotBenchmark MILD 1000 2000 1 10 ours cp-sat}</pre>
 *
 * market, campaigns, slots, seed, seconds, and who plans: {@code ours}, {@code without-ortools}, {@code cp-sat}. Run with
 * {@code -Xmx512m}: what the process needs in all is printed at the end. docs/performance.md keeps the figures.
 */
public final class SlotBenchmark {

    private SlotBenchmark() {}

    /** Prints one line for each solver. */
    public static void main(String[] args) throws IOException {
        ((Logger) LoggerFactory.getLogger("org.optaplanner")).setLevel(Level.INFO);
        ((Logger) LoggerFactory.getLogger("org.countersign.allocation.solver")).setLevel(Level.DEBUG);
        Problem problem = Markets.valueOf(args[0])
                .draw(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Long.parseLong(args[3]));
        Duration time = Duration.ofSeconds(Long.parseLong(args[4]));
        if (!CpSat.isAvailable()) {
            throw new IllegalStateException("OR-Tools is not there: nothing to compare with.");
        }
        for (String who : Arrays.copyOfRange(args, 5, args.length)) {
            long begin = System.nanoTime();
            String result = switch (who) {
                case "ours" -> ours(problem, Effort.of(time));
                case "without-ortools" -> ours(problem, Effort.of(time).withoutOrTools());
                case "cp-sat" -> cpSat(problem, time);
                default -> throw new IllegalArgumentException("Nobody is called " + who + ".");
            };
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s, %.1f s%n",
                    String.join(" ", Arrays.copyOf(args, 5)) + " " + who,
                    result,
                    (System.nanoTime() - begin) / 1e9);
        }
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .forEach(System.out::println);
    }

    private static String ours(Problem problem, Effort effort) {
        Solution solution = SlotSolver.solve(problem, effort);
        return words(solution.plan().isFeasible() ? solution.plan().value() : 0, solution.upperBound());
    }

    private static String cpSat(Problem problem, Duration time) {
        Ledger nothing = Ledger.ofPins(problem);
        int[] all = IntStream.range(0, problem.pairs()).toArray();
        CpSat.Answer answer =
                CpSat.solve(problem, nothing, all, new int[0], new CpSat.Budget(1e9, Deadline.in(time), 0, true));
        int[] chosen = answer.chosen();
        long value = chosen == null
                ? 0
                : Arrays.stream(chosen).mapToLong(problem::valueOf).sum();
        return words(value, answer.bound()) + (answer.isComplete() ? ", proven" : "");
    }

    private static String words(long value, long bound) {
        return String.format(
                Locale.ROOT, "value %d, bound %d, gap %.3f %%", value, bound, 100.0 * (bound - value) / bound);
    }
}
