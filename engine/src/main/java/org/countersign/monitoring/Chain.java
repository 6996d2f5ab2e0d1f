package org.countersign.monitoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.countersign.bias.BiasResult;
import org.countersign.bias.Confidence;
import org.countersign.bias.Interval;
import org.countersign.bias.KoopmanScore;
import org.countersign.bias.Multiplicity;
import org.countersign.bias.RateComparison;
import org.countersign.bias.Sample;
import org.countersign.bias.WilsonScore;
import org.countersign.monitoring.StageCounts.Totals;
import org.jspecify.annotations.Nullable;

/**
 * What each stage did to each group: how many came in, how many went on, and how that compares with the largest group. The
 * largest is compared with because its choice does not depend on how anybody fared.
 *
 * @param reference the largest group that is known; null where there is none
 * @param confidence of all intervals
 * @param threshold smallest acceptable ratio; its reciprocal is the largest
 * @param links every stage with every group, in order
 */
public record Chain(@Nullable String reference, double confidence, double threshold, List<Link> links) {

    /** A group with fewer customers is not shown. */
    public static final int SMALLEST_SHOWN = 10;

    /** A group with fewer independent customers is not judged. */
    public static final int SMALLEST_JUDGED = 30;

    private static final ChiSquaredDistribution ONE_DEGREE = ChiSquaredDistribution.of(1);
    private static final double FALSE_DISCOVERIES = 0.05;

    public Chain {
        links = List.copyOf(links);
    }

    /**
     * One group at one stage.
     *
     * @param in customers who came
     * @param out those who went on
     * @param effective independent customers that say as much: a segment is decided on as a whole
     * @param rate out / in, 0 to 1, with its Wilson interval
     * @param ratio against the reference at this stage, with its Koopman interval; null = not computable
     * @param pValue of the score test of equal rates, corrected for all groups and stages shown (Benjamini-Hochberg)
     * @param result FAIL only where the corrected p-value agrees
     * @param depth money taken off the full price, 0 to 1; null where no prices were offered
     */
    public record Link(
            Stage stage,
            String group,
            long in,
            long out,
            double effective,
            double rate,
            double rateLow,
            double rateHigh,
            @Nullable Double ratio,
            @Nullable Double ratioLow,
            @Nullable Double ratioHigh,
            @Nullable Double pValue,
            BiasResult result,
            @Nullable Double depth) {

        /** Whether there are enough customers to show anything of them. */
        public boolean isShown() {
            return in >= SMALLEST_SHOWN;
        }
    }

    /**
     * A gap: one group goes on less often than another at a stage.
     *
     * @param ratio of the worse to the better, below 1, with its interval; null = not computable
     */
    public record Gap(
            Stage stage,
            BiasResult result,
            Link worse,
            Link better,
            @Nullable Double ratio,
            @Nullable Double ratioLow,
            @Nullable Double ratioHigh) {

        private double size() {
            return ratio == null ? 0 : ratio;
        }
    }

    /** Where gaps arise, gravest first: links that fail, then links to look at, the widest of each first. */
    public List<Gap> gaps() {
        return links.stream()
                .filter(link -> link.result() == BiasResult.FAIL || link.result() == BiasResult.REVIEW)
                .flatMap(link -> at(link.stage()).stream()
                        .filter(other -> other.group().equals(reference))
                        .map(largest -> gap(link, largest)))
                .sorted(Comparator.comparing(Gap::result).thenComparingDouble(Gap::size))
                .toList();
    }

    private static Gap gap(Link link, Link largest) {
        return link.rate() <= largest.rate()
                ? new Gap(link.stage(), link.result(), link, largest, link.ratio(), link.ratioLow(), link.ratioHigh())
                : new Gap(
                        link.stage(),
                        link.result(),
                        largest,
                        link,
                        reciprocal(link.ratio()),
                        reciprocal(link.ratioHigh()),
                        reciprocal(link.ratioLow()));
    }

    /** null, which stands for an unbounded end, turns into 0. */
    private static @Nullable Double reciprocal(@Nullable Double value) {
        return value == null ? Double.valueOf(0) : value == 0 ? null : Double.valueOf(1 / value);
    }

    /** The links of one stage. */
    public List<Link> at(Stage stage) {
        return links.stream().filter(link -> link.stage() == stage).toList();
    }

    /** @param totals in the order of the stages */
    static Chain of(Map<Stage, Map<String, Totals>> totals, double confidence, double threshold) {
        Confidence level = new Confidence(confidence);
        Optional<String> reference = largest(totals);
        String compare = reference.orElse(null);
        List<Link> links = new ArrayList<>();
        List<Double> pValues = new ArrayList<>();
        totals.forEach((stage, groups) -> {
            Totals compared = compare == null ? null : groups.get(compare);
            groups.forEach((group, sums) -> {
                Link link = link(stage, group, sums, compared, group.equals(compare), level, threshold);
                links.add(link);
                pValues.add(link.pValue() == null ? Double.NaN : link.pValue());
            });
        });
        double[] corrected = Multiplicity.benjaminiHochberg(
                pValues.stream().mapToDouble(Double::doubleValue).toArray());
        for (int index = 0; index < corrected.length; index++) {
            links.set(index, corrected(links.get(index), corrected[index]));
        }
        return new Chain(compare, confidence, threshold, links);
    }

    private static Optional<String> largest(Map<Stage, Map<String, Totals>> totals) {
        return totals.values().stream()
                .findFirst()
                .flatMap(groups -> groups.entrySet().stream()
                        .filter(group -> !group.getKey().contains("unknown"))
                        .max(Comparator.comparingDouble(
                                group -> group.getValue().people().eligible()))
                        .map(Map.Entry::getKey));
    }

    private static Link link(
            Stage stage,
            String group,
            Totals sums,
            @Nullable Totals compared,
            boolean isReference,
            Confidence level,
            double threshold) {
        Sample rows = sums.people().rows();
        Sample effective = sums.people().effective();
        Interval rate = effective.isEmpty() ? new Interval(0, 1) : WilsonScore.interval(effective, level);
        Sample other = compared == null ? new Sample(0, 0) : compared.people().effective();
        double ratio =
                compared == null ? Double.NaN : rows.ratioTo(compared.people().rows());
        boolean comparable =
                !isReference && compared != null && !effective.isEmpty() && !other.isEmpty() && !Double.isNaN(ratio);
        Interval ratios = comparable ? KoopmanScore.interval(effective, other, level) : null;
        boolean judged = comparable
                && !group.contains("unknown")
                && effective.eligible() >= SMALLEST_JUDGED
                && other.eligible() >= SMALLEST_JUDGED;
        return new Link(
                stage,
                group,
                Math.round(rows.eligible()),
                Math.round(rows.favoured()),
                effective.eligible(),
                rows.rate(),
                rate.low(),
                rate.high(),
                isReference ? Double.valueOf(1) : finite(ratio),
                ratios == null ? null : finite(ratios.low()),
                ratios == null ? null : finite(ratios.high()),
                judged ? ONE_DEGREE.survivalProbability(KoopmanScore.score(effective, other, 1)) : null,
                isReference
                        ? BiasResult.PASS
                        : judged ? RateComparison.judge(effective, other, level, threshold) : BiasResult.UNMEASURABLE,
                sums.fullPrice() > 0 && stage == Stage.MODEL ? 1 - sums.paidPrice() / sums.fullPrice() : null);
    }

    private static Link corrected(Link link, double pValue) {
        boolean doubtful = link.result() == BiasResult.FAIL && !(pValue <= FALSE_DISCOVERIES);
        return new Link(
                link.stage(),
                link.group(),
                link.in(),
                link.out(),
                link.effective(),
                link.rate(),
                link.rateLow(),
                link.rateHigh(),
                link.ratio(),
                link.ratioLow(),
                link.ratioHigh(),
                finite(pValue),
                doubtful ? BiasResult.REVIEW : link.result(),
                link.depth());
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
