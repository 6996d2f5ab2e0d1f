package org.countersign.bias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A ranked list of recommendations, told by the group of each item: how much each group is seen, and whether the
 * protected one is seen enough.
 *
 * @param items best place first
 * @param desired share that each group should have, together 1
 * @param guarded group that the ranked-group test (FA*IR) protects; null for none
 * @param significance how often a fair ranking may be refused, above 0 and below 1
 */
public record RankingCheck(
        List<Item> items,
        Map<String, Double> desired,
        @Nullable String guarded,
        double significance) {

    private static final double ROUNDING = 1e-6;

    public RankingCheck {
        items = List.copyOf(items);
        desired = Map.copyOf(desired);
    }

    /** One item; {@code relevance}, above 0, is null where unknown. */
    public record Item(String group, @Nullable Double relevance) {}

    /**
     * What was found.
     *
     * @param ndkl 0 is exactly as desired at every place
     * @param rankedGroups result of FA*IR; null where no group is guarded
     */
    public record Report(
            List<OfGroup> groups,
            double minSkew,
            double maxSkew,
            double ndkl,
            @Nullable RankedGroups rankedGroups) {}

    /**
     * One group.
     *
     * @param exposure mean attention of its items, 1 / log2(1 + place); null where it has none
     * @param exposureRatio exposure against that of all other items; null where one of them is missing
     * @param treatmentRatio the same relative to relevance; null without relevance
     * @param skew ln of its share over the desired one, in the whole list
     */
    public record OfGroup(
            String group,
            int items,
            @Nullable Double exposure,
            @Nullable Double exposureRatio,
            @Nullable Double treatmentRatio,
            double skew) {}

    /**
     * The ranked-group test.
     *
     * @param firstFailure place, from 1, before which too few are protected; null if it passes
     * @param required protected items that each prefix needs
     * @param refusalRate how often a fairly drawn ranking is refused, exactly
     */
    public record RankedGroups(
            String guarded,
            boolean passes,
            @Nullable Integer firstFailure,
            List<Integer> required,
            double refusalRate) {}

    Report run() {
        require();
        Ranking ranking = new Ranking(items.stream().map(Item::group).toList());
        List<OfGroup> groups = new TreeSet<>(desired.keySet())
                .stream().map(group -> row(group, ranking)).toList();
        return new Report(
                groups,
                groups.stream().mapToDouble(OfGroup::skew).min().orElse(Double.NaN),
                groups.stream().mapToDouble(OfGroup::skew).max().orElse(Double.NaN),
                ranking.ndkl(desired),
                rankedGroups());
    }

    private OfGroup row(String group, Ranking ranking) {
        String others = "\0others";
        Ranking against = new Ranking(ranking.groups().stream()
                .map(name -> name.equals(group) ? name : others)
                .toList());
        List<Double> relevance =
                items.stream().map(Item::relevance).filter(Objects::nonNull).toList();
        return new OfGroup(
                group,
                (int) ranking.groups().stream().filter(group::equals).count(),
                Figures.finite(against.exposure(group)),
                Figures.finite(against.exposure(group) / against.exposure(others)),
                relevance.size() == items.size()
                        ? Figures.finite(against.disparateTreatment(group, others, relevance))
                        : null,
                ranking.skew(group, items.size(), Objects.requireNonNull(desired.get(group))));
    }

    private @Nullable RankedGroups rankedGroups() {
        if (guarded == null) {
            return null;
        }
        FairTopK test = FairTopK.of(items.size(), Objects.requireNonNull(desired.get(guarded)), significance);
        boolean[] isGuarded = new boolean[items.size()];
        for (int index = 0; index < isGuarded.length; index++) {
            isGuarded[index] = items.get(index).group().equals(guarded);
        }
        int failure = test.firstFailure(isGuarded);
        return new RankedGroups(
                guarded,
                failure == 0,
                failure == 0 ? null : failure,
                Arrays.stream(test.table()).boxed().toList(),
                test.failureProbability());
    }

    private void require() {
        List<FieldError> errors = new ArrayList<>();
        if (items.isEmpty()) {
            errors.add(new FieldError("/items", "must hold at least one item"));
        }
        if (!(significance > 0 && significance < 1)) {
            errors.add(new FieldError("/significance", "must lie above 0 and below 1 and is " + significance));
        }
        desired.forEach((group, share) -> {
            if (!(share > 0 && share <= 1)) {
                errors.add(new FieldError("/desired/" + group, "must lie above 0 and be at most 1 and is " + share));
            }
        });
        double sum = desired.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(Math.abs(sum - 1) <= ROUNDING)) {
            errors.add(new FieldError("/desired", "must add up to 1 and adds up to " + sum));
        }
        for (int index = 0; index < items.size(); index++) {
            Item item = items.get(index);
            if (!desired.containsKey(item.group())) {
                errors.add(new FieldError(
                        "/items/" + index + "/group", "is " + item.group() + ", for which /desired has no share"));
            }
            Double relevance = item.relevance();
            if (relevance != null && !(relevance > 0)) {
                errors.add(new FieldError("/items/" + index + "/relevance", "must lie above 0 and is " + relevance));
            }
        }
        if (guarded != null && !(desired.getOrDefault(guarded, 0.0) > 0 && desired.getOrDefault(guarded, 0.0) < 1)) {
            errors.add(new FieldError("/guarded", "names " + guarded + ", which has no share below 1 in /desired"));
        }
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid("The ranking check cannot be run as posted.", errors);
        }
    }
}
