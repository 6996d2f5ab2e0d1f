package org.countersign.bias;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A ranked list, told by the group of each item, and how much attention each group gets in it. What stands at place i
 * (from 1) is seen with weight 1 / log2(1 + i).
 *
 * @param groups group of each item, best place first
 */
public record Ranking(List<String> groups) {

    /** What stands in for a share of nothing, of which there is no logarithm. */
    private static final double FLOOR = 1e-9;

    public Ranking {
        groups = List.copyOf(groups);
    }

    /** How much the item at this place is seen, 1 at the first. */
    public static double attention(int place) {
        return Math.log(2) / Math.log(1.0 + place);
    }

    /** Mean attention that the items of a group get, above 0 and at most 1; NaN for a group without any. */
    public double exposure(String group) {
        double attention = 0;
        int items = 0;
        for (int place = 1; place <= groups.size(); place++) {
            if (groups.get(place - 1).equals(group)) {
                attention += attention(place);
                items++;
            }
        }
        return attention / items;
    }

    /**
     * Exposure in proportion to merit, of {@code group} divided by the same of {@code other}: 1 if both get what they
     * deserve (disparate treatment ratio, Singh and Joachims, KDD 2018).
     *
     * @param relevance of each item, in the order of the ranking
     */
    public double disparateTreatment(String group, String other, List<Double> relevance) {
        return exposure(group) / meanRelevance(group, relevance) / (exposure(other) / meanRelevance(other, relevance));
    }

    /** The same with attention times relevance, the clicks to expect, in place of attention alone. */
    public double disparateImpact(String group, String other, List<Double> relevance) {
        return clicks(group, relevance)
                / meanRelevance(group, relevance)
                / (clicks(other, relevance) / meanRelevance(other, relevance));
    }

    /**
     * ln of a group's share of the first {@code k} places over the share it should have: 0 is as desired, below 0 too
     * little. A group that is absent gets a very low value rather than none.
     *
     * @param k 1 to the length of the ranking
     * @param desired above 0 and at most 1
     */
    public double skew(String group, int k, double desired) {
        long present = groups.subList(0, k).stream().filter(group::equals).count();
        return Math.log(Math.max((double) present / k, FLOOR) / desired);
    }

    /**
     * How far the top of the list, place by place, is from the desired mix: 0 is perfect (normalized discounted
     * cumulative Kullback-Leibler divergence, Geyik, Ambler and Kenthapadi, KDD 2019). Natural logarithm.
     *
     * @param desired share of each group, together 1
     * @return NaN for an empty ranking: 0 would be the best value there is
     */
    public double ndkl(Map<String, Double> desired) {
        double sum = 0;
        double weights = 0;
        Map<String, Integer> seen = new HashMap<>();
        for (int place = 1; place <= groups.size(); place++) {
            seen.merge(groups.get(place - 1), 1, Integer::sum);
            double divergence = 0;
            for (Map.Entry<String, Integer> group : seen.entrySet()) {
                double share = (double) group.getValue() / place;
                divergence += share * Math.log(share / Math.max(desired.getOrDefault(group.getKey(), 0.0), FLOOR));
            }
            sum += divergence * attention(place);
            weights += attention(place);
        }
        return sum / weights;
    }

    /** The groups in it, sorted. */
    public Set<String> distinctGroups() {
        return new TreeSet<>(groups);
    }

    private double clicks(String group, List<Double> relevance) {
        double clicks = 0;
        int items = 0;
        for (int place = 1; place <= groups.size(); place++) {
            if (groups.get(place - 1).equals(group)) {
                clicks += attention(place) * relevance.get(place - 1);
                items++;
            }
        }
        return clicks / items;
    }

    private double meanRelevance(String group, List<Double> relevance) {
        double sum = 0;
        int items = 0;
        for (int index = 0; index < groups.size(); index++) {
            if (groups.get(index).equals(group)) {
                sum += relevance.get(index);
                items++;
            }
        }
        return sum / items;
    }
}
