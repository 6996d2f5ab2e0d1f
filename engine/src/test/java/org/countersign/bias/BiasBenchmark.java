package org.countersign.bias;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.countersign.bias.BiasCheckRequest.Check;
import org.countersign.bias.BiasCheckRequest.Group;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * A thousand groups of one check, and of ten checks of a hundred, beside one group alone. Run by hand, with the profile
 * {@code benchmarks}; figures are in {@code docs/performance.md}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 15, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(2)
public class BiasBenchmark {

    private final BiasChecks biasChecks = new BiasChecks();
    private final BiasCheckRequest thousand = request(1, 1_000);
    private final BiasCheckRequest tenHundreds = request(10, 100);
    private final BiasCheckRequest pair = request(1, 2);

    @Benchmark
    public BiasReport thousandGroups() {
        return biasChecks.check(thousand);
    }

    @Benchmark
    public BiasReport tenChecksOfAHundred() {
        return biasChecks.check(tenHundreds);
    }

    @Benchmark
    public BiasReport oneComparison() {
        return biasChecks.check(pair);
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(BiasBenchmark.class.getSimpleName())
                        .build())
                .run();
    }

    private static BiasCheckRequest request(int checks, int groups) {
        SplittableRandom random = new SplittableRandom(7);
        List<Check> all = new ArrayList<>();
        for (int check = 0; check < checks; check++) {
            List<Group> members = new ArrayList<>();
            for (int group = 0; group < groups; group++) {
                int eligible = random.nextInt(200, 5_000);
                members.add(new Group("group-" + group, eligible, random.nextInt(eligible / 4, eligible / 2)));
            }
            all.add(new Check("attribute-" + check, null, members));
        }
        return new BiasCheckRequest(0.95, 0.8, all);
    }
}
