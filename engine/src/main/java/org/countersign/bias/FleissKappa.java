package org.countersign.bias;

/** Agreement of a fixed number of raters per item beyond chance. */
public final class FleissKappa {

    private FleissKappa() {}

    /**
     * Fleiss 1971: chance is by how often each category was used; 1 is perfect, 0 chance.
     *
     * @param counts for each item, how many raters chose each category; every item has equally many raters, at least two
     */
    public static double of(long[][] counts) {
        double[] used = new double[counts[0].length];
        double all = 0;
        for (long[] item : counts) {
            for (int category = 0; category < item.length; category++) {
                used[category] += item[category];
                all += item[category];
            }
        }
        double chance = 0;
        for (double category : used) {
            chance += category / all * (category / all);
        }
        return beyond(agreement(counts), chance);
    }

    /** Randolph's: chance is one in as many as there are categories, however often each was used. */
    public static double freeMarginal(long[][] counts) {
        return beyond(agreement(counts), 1.0 / counts[0].length);
    }

    private static double agreement(long[][] counts) {
        double agreement = 0;
        for (long[] item : counts) {
            double raters = 0;
            double pairs = 0;
            for (long count : item) {
                raters += count;
                pairs += (double) count * (count - 1);
            }
            agreement += pairs / (raters * (raters - 1));
        }
        return agreement / counts.length;
    }

    private static double beyond(double agreement, double chance) {
        return (agreement - chance) / (1 - chance);
    }
}
