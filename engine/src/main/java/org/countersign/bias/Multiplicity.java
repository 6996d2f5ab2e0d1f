package org.countersign.bias;

import java.util.stream.IntStream;

/**
 * P-values and e-values corrected for how many of them were looked at. What blocks something keeps the chance of a single
 * false alarm (Holm); what is merely shown keeps the share of false ones among the alarms (Benjamini-Hochberg).
 */
public final class Multiplicity {

    private Multiplicity() {}

    /** Holm's step-down correction (1979), in the order of the input; NaN stays NaN and counts for nothing. */
    public static double[] holm(double[] pValues) {
        int[] order = ascending(pValues);
        double[] corrected = pValues.clone();
        double highest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            highest = Math.max(highest, Math.min(1, (order.length - rank) * pValues[order[rank]]));
            corrected[order[rank]] = highest;
        }
        return corrected;
    }

    /** Benjamini and Hochberg's step-up correction (1995), in the order of the input; NaN as above. */
    public static double[] benjaminiHochberg(double[] pValues) {
        int[] order = ascending(pValues);
        double[] corrected = pValues.clone();
        double lowest = 1;
        for (int rank = order.length - 1; rank >= 0; rank--) {
            lowest = Math.min(lowest, order.length / (rank + 1.0) * pValues[order[rank]]);
            corrected[order[rank]] = lowest;
        }
        return corrected;
    }

    /**
     * Which of these e-values are rejected while the share of false ones stays at most {@code alpha}, however they depend
     * on each other: e-BH, Wang and Ramdas (JRSS B 84, 2022).
     *
     * @param logs natural logarithms of the e-values
     */
    public static boolean[] eBenjaminiHochberg(double[] logs, double alpha) {
        int[] order = ascending(logs);
        int size = order.length;
        boolean[] rejected = new boolean[logs.length];
        for (int largest = size; largest >= 1; largest--) {
            // The largest-th greatest must reach size / (alpha * largest); from the back, since more is better.
            if (logs[order[size - largest]] >= Math.log(size / (alpha * largest))) {
                for (int rank = size - largest; rank < size; rank++) {
                    rejected[order[rank]] = true;
                }
                return rejected;
            }
        }
        return rejected;
    }

    private static int[] ascending(double[] values) {
        return IntStream.range(0, values.length)
                .filter(index -> !Double.isNaN(values[index]))
                .boxed()
                .sorted((one, other) -> Double.compare(values[one], values[other]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
