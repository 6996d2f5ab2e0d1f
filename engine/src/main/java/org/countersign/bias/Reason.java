package org.countersign.bias;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The reason of a result, in sentences with the numbers.
 *
 * @param judgements one or more, the most severe first
 * @param comparisons how many of them could be judged, which the level is corrected for
 */
record Reason(List<Judgement> judgements, int comparisons, Confidence stated, Confidence corrected, double threshold) {

    private static final int NAMED = 3;

    String sentences() {
        return finding() + ". " + level();
    }

    /** The reason where something makes the whole check unmeasurable, and what the groups alone would have given. */
    String despite(String obstacle) {
        return obstacle + ". The known groups alone: " + judgements.getFirst().result() + ", " + finding() + ". "
                + level();
    }

    private String finding() {
        Judgement worst = judgements.getFirst();
        return switch (worst.result()) {
            case FAIL ->
                worst.ratio() < 1
                        ? ratio(worst) + ", its whole interval " + interval(worst) + " below " + lowest()
                        : ratio(worst) + ", its whole interval " + interval(worst) + " above " + highest();
            case REVIEW ->
                worst.ratio() < 1
                        ? ratio(worst) + " is below " + lowest() + ", but its interval " + interval(worst)
                                + " reaches it"
                        : ratio(worst) + " is above " + highest() + ", but its interval " + interval(worst)
                                + " reaches it";
            case UNMEASURABLE -> tooSmall();
            case INCONCLUSIVE ->
                ratio(worst) + " is acceptable, but its interval " + interval(worst) + " leaves " + lowest() + " to "
                        + highest() + "; " + customersNeeded(worst);
            case PASS ->
                ratio(worst) + " is the furthest from 1, and its interval " + interval(worst) + " stays within "
                        + lowest() + " to " + highest();
        };
    }

    private String tooSmall() {
        List<Judgement> small = judgements.stream()
                .filter(judgement -> judgement.result() == BiasResult.UNMEASURABLE)
                .toList();
        String named = small.stream()
                .limit(NAMED)
                .map(judgement -> judgement.group().group() + " " + judgement.obstacle())
                .collect(Collectors.joining("; "));
        return small.size() > NAMED ? named + "; and " + (small.size() - NAMED) + " more" : named;
    }

    private String customersNeeded(Judgement worst) {
        OptionalLong needed =
                CustomersNeeded.toPass(Sample.of(worst.group()), Sample.of(worst.reference()), corrected, threshold);
        if (needed.isEmpty()) {
            return "it is so close to the limit that no practical number of further customers would settle it";
        }
        return "at these rates it takes about " + needed.getAsLong() + " more customers of "
                + worst.group().group() + ", and of " + worst.reference().group() + " in proportion, to pass";
    }

    private static String ratio(Judgement judgement) {
        return Text.counts(judgement.group()) + " against " + Text.counts(judgement.reference()) + ": ratio "
                + Text.number(judgement.ratio());
    }

    private static String interval(Judgement judgement) {
        Interval interval = judgement.interval();
        return interval == null ? "unknown" : Text.interval(interval);
    }

    private String lowest() {
        return Text.number(threshold);
    }

    private String highest() {
        return Text.number(1 / threshold);
    }

    private String level() {
        String compared = comparisons == 1 ? "1 comparison" : comparisons + " comparisons";
        return comparisons > 1
                ? "Judged at " + Text.percent(corrected) + ", which is " + Text.percent(stated) + " corrected for "
                        + compared + "."
                : "Judged at " + Text.percent(stated) + ", " + compared + ".";
    }
}
