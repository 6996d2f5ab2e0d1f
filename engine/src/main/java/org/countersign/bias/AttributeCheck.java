package org.countersign.bias;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.countersign.bias.BiasCheckRequest.Check;
import org.countersign.bias.BiasCheckRequest.Group;
import org.countersign.bias.BiasReport.Comparison;
import org.countersign.bias.BiasReport.GroupComparison;

/** One check of a valid request: every group against the reference, and the result over all of them. */
final class AttributeCheck {

    private final Check check;
    private final Measurability measurability;
    private final Confidence stated;
    private final double threshold;

    AttributeCheck(Check check, Confidence stated, double threshold) {
        this.check = check;
        this.measurability = Measurability.of(check.groups());
        this.stated = stated;
        this.threshold = threshold;
    }

    BiasReport.Check run() {
        Optional<Group> reference = reference();
        List<GroupComparison> groups = check.groups().stream()
                .map(group -> row(Figures.of(group, reference, stated), group))
                .toList();
        Optional<Group> measurable = reference.filter(measurability::isMeasurable);
        if (measurable.isEmpty()) {
            String why = measurability
                    .obstacle(check.groups())
                    .or(() -> reference.flatMap(group -> measurability
                            .tooSmall(group)
                            .map(obstacle -> "The reference " + group.group() + " " + obstacle)))
                    .orElse("No group is large enough to be judged");
            return unmeasurable(why, groups);
        }
        return judged(measurable.get(), groups);
    }

    private BiasReport.Check judged(Group reference, List<GroupComparison> groups) {
        List<Group> others = check.groups().stream()
                .filter(group -> !group.equals(reference) && !Measurability.isUnknown(group))
                .toList();
        int comparisons =
                (int) others.stream().filter(measurability::isMeasurable).count();
        Confidence corrected = stated.correctedFor(comparisons);
        List<Judgement> judgements = new ArrayList<>(others.stream()
                .map(group -> Judgement.of(group, reference, measurability, corrected, threshold))
                .toList());
        judgements.sort(Judgement.MOST_SEVERE);
        Reason reason = new Reason(judgements, comparisons, stated, corrected, threshold);
        if (judgements.isEmpty()) {
            return unmeasurable(measurability.obstacle(check.groups()).orElseThrow(), groups);
        }
        Judgement worst = judgements.getFirst();
        Comparison comparison = Figures.of(worst.group(), Optional.of(reference), stated);
        return measurability
                .obstacle(check.groups())
                .map(obstacle -> new BiasReport.Check(
                        check.name(), BiasResult.UNMEASURABLE, reason.despite(obstacle), comparison, groups))
                .orElseGet(() ->
                        new BiasReport.Check(check.name(), worst.result(), reason.sentences(), comparison, groups));
    }

    private BiasReport.Check unmeasurable(String why, List<GroupComparison> groups) {
        return new BiasReport.Check(
                check.name(), BiasResult.UNMEASURABLE, why + ". Corrected for 0 comparisons.", null, groups);
    }

    /** The named one, or the measurable group with the highest rate; of equal ones the largest, then the first. */
    private Optional<Group> reference() {
        String named = check.reference();
        if (named != null) {
            return check.groups().stream()
                    .filter(group -> group.group().equals(named))
                    .findFirst();
        }
        return check.groups().stream()
                .filter(measurability::isMeasurable)
                .max(Comparator.comparingDouble(
                                (Group group) -> Sample.of(group).rate())
                        .thenComparingInt(Group::eligible));
    }

    private GroupComparison row(Comparison figures, Group group) {
        return new GroupComparison(
                figures.group(),
                figures.reference(),
                figures.rate(),
                figures.referenceRate(),
                figures.ratio(),
                figures.ratioLow(),
                figures.ratioHigh(),
                figures.difference(),
                figures.differenceLow(),
                figures.differenceHigh(),
                figures.pValue(),
                group.eligible(),
                group.favoured(),
                measurability.isMeasurable(group));
    }
}
