package org.countersign.allocation.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class KnapsackTests {

    @Test
    void findsWhatTryingEverythingFinds() {
        Random random = new Random(1);
        Knapsack knapsack = new Knapsack();

        for (int draw = 0; draw < 3_000; draw++) {
            int items = random.nextInt(11);
            int least = random.nextInt(4) == 0 ? 1 : 0;
            long[] gain = random.longs(items, -20, 100).toArray();
            long[] one = random.longs(items, 0, 12).toArray();
            long[] other = random.longs(items, 0, 9).toArray();
            int[] clique = random.ints(items, -1, 3).toArray();
            long[] capacity = {random.nextInt(30), random.nextInt(20)};
            knapsack.begin(2, least, 3);
            knapsack.capacity(0, capacity[0]);
            knapsack.capacity(1, capacity[1]);
            for (int item = 0; item < items; item++) {
                knapsack.item(item, gain[item], clique[item]);
                knapsack.amount(0, one[item]);
                knapsack.amount(1, other[item]);
            }

            long found = knapsack.solve();

            long best = Long.MIN_VALUE;
            for (int set = 0; set < 1 << items; set++) {
                best = Math.max(best, worth(set, gain, one, other, clique, capacity, least));
            }
            if (best != Long.MIN_VALUE) {
                assertThat(found).as("draw %d", draw).isEqualTo(best);
                assertThat(taken(knapsack, items, gain)).isEqualTo(best);
            }
        }
    }

    private static long taken(Knapsack knapsack, int items, long[] gain) {
        long sum = 0;
        for (int item = 0; item < items; item++) {
            sum += knapsack.taken(item) ? gain[item] : 0;
        }
        return sum;
    }

    private static long worth(
            int set, long[] gain, long[] one, long[] other, int[] clique, long[] capacity, int least) {
        long sum = 0;
        long usedOne = 0;
        long usedOther = 0;
        boolean[] isSeen = new boolean[3];
        for (int item = 0; item < gain.length; item++) {
            if ((set & (1 << item)) == 0) {
                continue;
            }
            if (clique[item] >= 0) {
                if (isSeen[clique[item]]) {
                    return Long.MIN_VALUE;
                }
                isSeen[clique[item]] = true;
            }
            sum += gain[item];
            usedOne += one[item];
            usedOther += other[item];
        }
        boolean fits = usedOne <= capacity[0] && usedOther <= capacity[1] && Integer.bitCount(set) >= least;
        return fits ? sum : Long.MIN_VALUE;
    }

    @Test
    void saysABoundWhereTheSearchTakesTooLong() {
        Random random = new Random(2);
        Knapsack knapsack = new Knapsack();
        knapsack.begin(1, 0, 0);
        knapsack.capacity(0, 50_001);
        long all = 0;
        for (int item = 0; item < 200; item++) {
            long even = 2L * (400 + random.nextInt(200));
            knapsack.item(item, even, -1);
            knapsack.amount(0, even);
            all += even;
        }

        long bound = knapsack.solve();

        // Every item is even, so the odd capacity is never filled: no search finds that out by trying.
        assertThat(bound).isBetween(50_000L, Math.min(all, 50_200L));
    }
}
