package org.countersign.allocation.solver;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Problems like those of a large retailer, drawn from a seed: each campaign may take 20 slots, budgets allow about half of
 * what is wanted, each audience has a cap for each day, and loads are coarse against the capacity of a slot.
 */
enum Markets {
    /** Three or four placements fill a slot: loads 1 to 10, capacities 15 to 30. */
    FINE(1, 10, 15, 30, false),
    /** Two or three placements fill a slot: loads 1 to 9, capacities 8 to 20. */
    MILD(1, 9, 8, 20, false),
    /** One or two placements fill a slot: loads 10 to 60, capacities 40 to 100. */
    COARSE(10, 60, 40, 100, false),
    /** As coarse, and larger loads are worth more, which makes the knapsacks alike and hard. */
    ALIKE(10, 60, 40, 100, true);

    private static final int ELIGIBLE = 20;
    private static final int DAYS = 7;

    private final int leastLoad;
    private final int mostLoad;
    private final int leastCapacity;
    private final int mostCapacity;
    private final boolean isWorthGrowing;

    Markets(int leastLoad, int mostLoad, int leastCapacity, int mostCapacity, boolean isWorthGrowing) {
        this.leastLoad = leastLoad;
        this.mostLoad = mostLoad;
        this.leastCapacity = leastCapacity;
        this.mostCapacity = mostCapacity;
        this.isWorthGrowing = isWorthGrowing;
    }

    /** The same seed gives the same problem. */
    Problem draw(int campaigns, int slots, long seed) {
        Random random = new Random(seed);
        ProblemBuilder problem = new ProblemBuilder(1);
        int audiences = Math.max(1, campaigns / 10);
        int[] audienceOf = new int[campaigns];
        int[] worth = new int[campaigns];
        long[] budget = new long[campaigns];
        for (int campaign = 0; campaign < campaigns; campaign++) {
            int most = 2 + random.nextInt(4);
            problem.campaign(0, most);
            audienceOf[campaign] = random.nextInt(audiences);
            worth[campaign] = 2_000 + random.nextInt(18_000);
            budget[campaign] = (long) most * (15 + random.nextInt(15));
        }
        double[] reach = new double[slots];
        for (int slot = 0; slot < slots; slot++) {
            problem.slot();
            reach[slot] = 0.5 + random.nextDouble();
        }
        int[] loads = new int[campaigns * ELIGIBLE];
        int[] costs = new int[campaigns * ELIGIBLE];
        int pairs = 0;
        for (int campaign = 0; campaign < campaigns; campaign++) {
            int[] eligible = random.ints(0, slots).distinct().limit(ELIGIBLE).toArray();
            for (int slot : eligible) {
                loads[pairs] = between(random, leastLoad, mostLoad);
                costs[pairs] = between(random, 10, 50);
                double size = isWorthGrowing ? 0.5 + (double) loads[pairs] / mostLoad : 1;
                double value = worth[campaign] * reach[slot] * (0.8 + 0.4 * random.nextDouble()) * size;
                problem.pair(campaign, slot, Math.round(value));
                pairs++;
            }
        }
        for (int slot = 0; slot < slots; slot++) {
            int[] only = {slot};
            problem.limit(
                    new ProblemBuilder.Limit(null, only, pair -> loads[pair]),
                    0,
                    between(random, leastCapacity, mostCapacity));
        }
        for (int campaign = 0; campaign < campaigns; campaign++) {
            int[] only = {campaign};
            problem.limit(new ProblemBuilder.Limit(only, null, pair -> costs[pair]), 0, budget[campaign]);
        }
        for (int audience = 0; audience < audiences; audience++) {
            int who = audience;
            int[] members = IntStream.range(0, campaigns)
                    .filter(campaign -> audienceOf[campaign] == who)
                    .toArray();
            for (int day = 0; day < DAYS; day++) {
                int of = day;
                int[] when = IntStream.range(0, slots)
                        .filter(slot -> slot % DAYS == of)
                        .toArray();
                problem.limit(new ProblemBuilder.Limit(members, when, null), 0, 3);
            }
        }
        return problem.build();
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
