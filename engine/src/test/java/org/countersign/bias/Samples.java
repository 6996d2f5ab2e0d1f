package org.countersign.bias;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Pairs of samples for properties that hold for all of them; the same ones every time. */
final class Samples {

    private Samples() {}

    /** A group and a reference, each with somebody favoured and somebody not. */
    record Pair(Sample group, Sample reference) {}

    static List<Pair> pairs(int count) {
        SplittableRandom random = new SplittableRandom(20261123);
        return IntStream.range(0, count)
                .mapToObj(index -> new Pair(sample(random), sample(random)))
                .toList();
    }

    private static Sample sample(SplittableRandom random) {
        int eligible = random.nextInt(2, random.nextBoolean() ? 60 : 5_000);
        return new Sample(random.nextInt(1, eligible), eligible);
    }
}
