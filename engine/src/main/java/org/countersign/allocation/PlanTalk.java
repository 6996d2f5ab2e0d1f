package org.countersign.allocation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.allocation.solver.Deadline;
import org.countersign.allocation.solver.Ledger;
import org.countersign.allocation.solver.Problem;

/** The words that all explanations of a plan share: names, money, and what is in the way of a placement. */
final class PlanTalk {

    final PlanTranslation translation;
    final Problem problem;
    final Ledger plan;
    private final PlanNames names;
    private final PlanScales scales;
    private final Deadline deadline;
    private final List<List<Integer>> ofCampaign = new ArrayList<>();

    /** @param deadline after it, sentences say only what is known without trying anything */
    PlanTalk(PlanTranslation translation, Ledger plan, PlanNames names, Deadline deadline) {
        this.translation = translation;
        this.plan = plan;
        this.names = names;
        this.deadline = deadline;
        problem = translation.problem();
        scales = translation.scales();
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            ofCampaign.add(new ArrayList<>());
        }
        for (int pair = 0; pair < problem.pairs(); pair++) {
            ofCampaign.get(problem.campaignOf(pair)).add(pair);
        }
    }

    List<Integer> pairsOf(int campaign) {
        return ofCampaign.get(campaign);
    }

    boolean isOutOfTime() {
        return deadline.hasPassed();
    }

    /** What a pair is worth by itself, scaled. */
    long worth(int pair) {
        return scales.value(translation.valueOf(pair));
    }

    long worth(List<Integer> pairs) {
        return pairs.stream().mapToLong(this::worth).sum();
    }

    int dearest(List<Integer> candidates) {
        return candidates.stream().max(Comparator.comparingLong(this::worth)).orElseThrow();
    }

    String money(long scaled) {
        return names.money(scales.value(scaled));
    }

    String quantity(long scaled) {
        return PlanNames.plain(BigDecimal.ZERO.add(scales.quantity(scaled)));
    }

    String campaign(int pair) {
        return names.campaign().apply(translation.campaignOf(pair));
    }

    String slot(int pair) {
        return names.slot().apply(translation.slotOf(pair));
    }

    String limit(int index) {
        return names.limit().apply(translation.request().limits().get(index).id());
    }

    /** A few placements by name and value, for example {@code tea in slot tue-mail (412.00 EUR) and 2 more}. */
    String placements(List<Integer> pairs) {
        String first = pairs.stream()
                .limit(3)
                .map(pair -> campaign(pair) + " in " + slot(pair) + " (" + money(worth(pair)) + ")")
                .collect(Collectors.joining(", "));
        return pairs.size() <= 3 ? first : first + " and " + (pairs.size() - 3) + " more";
    }

    /** A sentence on what a pair that is not chosen does not fit into, as the plan stands. */
    String obstacle(int pair) {
        int limit = plan.obstacle(pair);
        if (limit >= 0) {
            return names.obstacle()
                    .say(
                            translation.request().limits().get(limit).id(),
                            quantity(plan.used(limit)),
                            quantity(problem.maxOf(limit)),
                            quantity(problem.amountOf(pair, limit)));
        }
        int campaign = problem.campaignOf(pair);
        if (plan.placed(campaign) >= problem.mostOf(campaign)) {
            return problem.mostOf(campaign) == 1
                    ? "The one placement that it wants is elsewhere."
                    : "All " + problem.mostOf(campaign) + " placements that it wants are elsewhere.";
        }
        return plan.hasConflict(pair)
                ? "It is in another slot that is in conflict with this one."
                : "It would fit beside what is planned.";
    }
}
