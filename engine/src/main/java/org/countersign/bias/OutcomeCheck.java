package org.countersign.bias;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Decisions against outcomes, group by group: who was chosen, who of those that should have been (equal opportunity), who
 * of those that should not, how often the choice was right (predictive parity), and whether scores mean the same.
 *
 * @param confidence of the intervals, above 0 and below 1
 * @param reference group to compare with; null takes the largest
 */
public record OutcomeCheck(double confidence, @Nullable String reference, List<Group> groups) {

    public OutcomeCheck {
        groups = List.copyOf(groups);
    }

    /** One group; {@code scores} may be empty, then nothing is said of calibration. */
    public record Group(String group, ConfusionMatrix counts, List<Calibration.Scored> scores) {

        public Group {
            scores = List.copyOf(scores);
        }
    }

    /**
     * What was found.
     *
     * @param demographicParityDifference largest minus smallest selection rate over all groups; with the three after it
     *     as Fairlearn defines them; null = not computable
     * @param calibrationGap largest minus smallest expected calibration error
     * @param theil how unevenly wrong decisions fall on people, whatever their group; 0 for evenly (AIF360)
     */
    public record Report(
            String reference,
            @Nullable Double demographicParityDifference,
            @Nullable Double demographicParityRatio,
            @Nullable Double equalizedOddsDifference,
            @Nullable Double equalizedOddsRatio,
            @Nullable Double calibrationGap,
            @Nullable Double theil,
            List<OfGroup> groups) {}

    /** One group against the reference. */
    public record OfGroup(
            String group,
            Metric selection,
            Metric truePositive,
            Metric falsePositive,
            Metric precision,
            @Nullable Double averageOddsDifference,
            @Nullable Double averageAbsoluteOddsDifference,
            @Nullable Double expectedCalibrationError) {}

    /**
     * A rate against the reference's. null = not computable, or of the reference against itself.
     *
     * @param difference rate − referenceRate; interval: Newcombe
     * @param ratio rate / referenceRate; interval: Koopman
     * @param pValue Fisher's exact, two-sided
     * @param correctedPValue the same after Holm over every metric and group of the check
     * @param measurable whether both sides have the {@value Measurability#MIN_ELIGIBLE} customers it takes to judge
     */
    public record Metric(
            @Nullable Double rate,
            @Nullable Double difference,
            @Nullable Double differenceLow,
            @Nullable Double differenceHigh,
            @Nullable Double ratio,
            @Nullable Double ratioLow,
            @Nullable Double ratioHigh,
            @Nullable Double pValue,
            @Nullable Double correctedPValue,
            boolean measurable) {}

    private static final List<Function<ConfusionMatrix, Sample>> RATES = List.of(
            ConfusionMatrix::selected,
            ConfusionMatrix::rightlySelected,
            ConfusionMatrix::wronglySelected,
            ConfusionMatrix::precision);

    Report run() {
        require();
        Group compared = groups.stream()
                .filter(group -> group.group().equals(reference))
                .findFirst()
                .orElseGet(() -> groups.stream()
                        .max(Comparator.comparingLong(group -> group.counts().total()))
                        .orElseThrow());
        double[] corrected = Multiplicity.holm(pValues(compared));
        List<OfGroup> rows = new ArrayList<>();
        for (int index = 0; index < groups.size(); index++) {
            rows.add(row(groups.get(index), compared, corrected, index * RATES.size()));
        }
        List<ConfusionMatrix> all = groups.stream().map(Group::counts).toList();
        return new Report(
                compared.group(),
                Figures.finite(OutcomeGaps.range(all, ConfusionMatrix::selected)),
                Figures.finite(OutcomeGaps.ratio(all, ConfusionMatrix::selected)),
                Figures.finite(OutcomeGaps.equalizedOddsDifference(all)),
                Figures.finite(OutcomeGaps.equalizedOddsRatio(all)),
                calibrationGap(),
                Figures.finite(Inequality.theil(
                        all.stream().reduce(ConfusionMatrix::plus).orElse(new ConfusionMatrix(0, 0, 0, 0)))),
                rows);
    }

    private double[] pValues(Group compared) {
        return groups.stream()
                .flatMapToDouble(group -> RATES.stream().mapToDouble(rate -> {
                    Sample one = rate.apply(group.counts());
                    Sample other = rate.apply(compared.counts());
                    return group.equals(compared) || one.isEmpty() || other.isEmpty()
                            ? Double.NaN
                            : FisherExact.pValue(one, other);
                }))
                .toArray();
    }

    private OfGroup row(Group group, Group compared, double[] corrected, int from) {
        boolean self = group.equals(compared);
        List<Metric> metrics = new ArrayList<>();
        for (int index = 0; index < RATES.size(); index++) {
            metrics.add(metric(
                    RATES.get(index).apply(group.counts()),
                    RATES.get(index).apply(compared.counts()),
                    self,
                    corrected[from + index]));
        }
        return new OfGroup(
                group.group(),
                metrics.get(0),
                metrics.get(1),
                metrics.get(2),
                metrics.get(3),
                self ? null : Figures.finite(OutcomeGaps.averageOddsDifference(group.counts(), compared.counts())),
                self
                        ? null
                        : Figures.finite(OutcomeGaps.averageAbsoluteOddsDifference(group.counts(), compared.counts())),
                group.scores().isEmpty() ? null : expectedError(group));
    }

    private Metric metric(Sample sample, Sample other, boolean self, double corrected) {
        boolean measurable =
                sample.eligible() >= Measurability.MIN_ELIGIBLE && other.eligible() >= Measurability.MIN_ELIGIBLE;
        if (self || sample.isEmpty() || other.isEmpty()) {
            return new Metric(
                    Figures.finite(sample.rate()), null, null, null, null, null, null, null, null, measurable && !self);
        }
        Confidence level = new Confidence(confidence);
        Interval differences = NewcombeHybridScore.interval(sample, other, level);
        double ratio = sample.ratioTo(other);
        Interval ratios = Double.isNaN(ratio) ? null : KoopmanScore.interval(sample, other, level);
        return new Metric(
                Figures.finite(sample.rate()),
                sample.rate() - other.rate(),
                differences.low(),
                differences.high(),
                Figures.finite(ratio),
                ratios == null ? null : Figures.finite(ratios.low()),
                ratios == null ? null : Figures.finite(ratios.high()),
                FisherExact.pValue(sample, other),
                Figures.finite(corrected),
                measurable);
    }

    private @Nullable Double calibrationGap() {
        double[] errors = groups.stream()
                .filter(group -> !group.scores().isEmpty())
                .mapToDouble(OutcomeCheck::expectedError)
                .sorted()
                .toArray();
        return errors.length < 2 ? null : errors[errors.length - 1] - errors[0];
    }

    private static double expectedError(Group group) {
        return Calibration.of(group.scores(), Calibration.USUAL_BINS).expectedError();
    }

    private void require() {
        List<FieldError> errors = new ArrayList<>();
        if (!(confidence > 0 && confidence < 1)) {
            errors.add(new FieldError("/confidence", "must lie above 0 and below 1 and is " + confidence));
        }
        if (groups.size() < 2) {
            errors.add(
                    new FieldError("/groups", "must hold at least two groups to compare and holds " + groups.size()));
        }
        Set<String> names = new HashSet<>();
        for (int index = 0; index < groups.size(); index++) {
            if (!names.add(groups.get(index).group())) {
                errors.add(new FieldError(
                        "/groups/" + index + "/group",
                        "names " + groups.get(index).group() + " a second time"));
            }
        }
        if (reference != null && !names.contains(reference)) {
            errors.add(new FieldError("/reference", "names " + reference + ", which is none of the groups"));
        }
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid("The outcome check cannot be run as posted.", errors);
        }
    }
}
