package org.countersign.allocation.solver;

import java.util.Random;
import java.util.stream.IntStream;

/** Problems drawn from a seed: with limits of every sort, minimums, conflicts and pins, many of them infeasible. */
final class RandomProblems {

    static final long UNIT = 10;

    private final Random random;
    private final int campaigns;
    private final int slots;
    private final double density;

    private RandomProblems(long seed, int campaigns, int slots, double density) {
        random = new Random(seed);
        this.campaigns = campaigns;
        this.slots = slots;
        this.density = density;
    }

    /** Few enough pairs for {@link BruteForce}. */
    static Problem tiny(long seed) {
        Random size = new Random(~seed);
        int campaigns = 1 + size.nextInt(4);
        int slots = 1 + size.nextInt(Math.min(5, 14 / campaigns));
        return new RandomProblems(seed, campaigns, slots, 0.4 + 0.6 * size.nextDouble()).draw(true);
    }

    /** More than can be tried through, and feasible. */
    static Problem medium(long seed, int campaigns, int slots) {
        return new RandomProblems(seed, campaigns, slots, Math.min(1, 20.0 / slots)).draw(false);
    }

    private Problem draw(boolean isNasty) {
        ProblemBuilder problem = new ProblemBuilder(UNIT);
        int[] loads = new int[campaigns * slots];
        for (int campaign = 0; campaign < campaigns; campaign++) {
            int min = isNasty && oneIn(4) ? 1 + random.nextInt(2) : 0;
            problem.campaign(min, min + random.nextInt(4));
        }
        for (int slot = 0; slot < slots; slot++) {
            problem.slot();
        }
        int pairs = 0;
        for (int campaign = 0; campaign < campaigns; campaign++) {
            for (int slot = 0; slot < slots; slot++) {
                if (random.nextDouble() < density) {
                    loads[pairs++] = (1 + random.nextInt(9)) * 5;
                    int pair = problem.pair(campaign, slot, (isNasty ? -5 : 10) + random.nextInt(90));
                    if (isNasty && oneIn(12)) {
                        problem.pin(pair);
                    }
                }
            }
        }
        for (int slot = 0; slot < slots; slot++) {
            long max = random.nextInt(100);
            long min = isNasty && oneIn(6) ? random.nextInt(1 + (int) max) : 0;
            problem.limit(
                    new ProblemBuilder.Limit(null, new int[] {slot}, pair -> loads[pair]),
                    min,
                    isNasty && oneIn(5) ? Problem.UNLIMITED : max);
        }
        for (int i = 0; i < 1 + campaigns / 10; i++) {
            int[] some =
                    IntStream.range(0, campaigns).filter(ignored -> oneIn(2)).toArray();
            problem.limit(new ProblemBuilder.Limit(some, null, null), 0, random.nextInt(4) * UNIT);
        }
        if (slots > 1 && oneIn(2)) {
            problem.conflict(0, 1);
            problem.conflict(slots - 1, 0);
        }
        return problem.build();
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }
}
