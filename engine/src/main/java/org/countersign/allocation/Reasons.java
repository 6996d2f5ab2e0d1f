package org.countersign.allocation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.allocation.solver.Displacement;
import org.countersign.allocation.solver.Ledger;
import org.countersign.allocation.solver.Problem;

/** Why a campaign was left out, in a sentence with names and numbers. */
final class Reasons {

    private final PlanTranslation translation;
    private final Problem problem;
    private final PlanScales scales;
    private final Ledger plan;
    private final PlanNames names;
    private final List<List<Integer>> pairs = new ArrayList<>();

    Reasons(PlanTranslation translation, Ledger plan, PlanNames names) {
        this.translation = translation;
        this.plan = plan;
        this.names = names;
        problem = translation.problem();
        scales = translation.scales();
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            pairs.add(new ArrayList<>());
        }
        for (int pair = 0; pair < problem.pairs(); pair++) {
            pairs.get(problem.campaignOf(pair)).add(pair);
        }
    }

    /** One entry for each campaign without a placement, in the request's order. */
    List<PlanResult.Unplaced> unplaced() {
        List<PlanResult.Unplaced> unplaced = new ArrayList<>();
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            if (plan.placed(campaign) == 0) {
                unplaced.add(new PlanResult.Unplaced(translation.campaign(campaign), reason(campaign)));
            }
        }
        return unplaced;
    }

    private String reason(int campaign) {
        List<Integer> eligible = pairs.get(campaign);
        Integer max = translation.request().campaigns().get(campaign).maxPlacements();
        if (eligible.isEmpty()) {
            return "No slot is eligible for it.";
        }
        if (max == null || max == 0) {
            return "It allows no placement (maxPlacements is 0).";
        }
        List<Integer> worthwhile =
                eligible.stream().filter(pair -> problem.valueOf(pair) > 0).toList();
        if (worthwhile.isEmpty()) {
            int best = dearest(eligible);
            return "It is worth nothing in any of its " + eligible.size() + " eligible slots (at best "
                    + money(problem.valueOf(best)) + ", in " + slot(best) + ").";
        }
        Optional<Displacement> cheapest = worthwhile.stream()
                .flatMap(pair -> Displacement.of(problem, plan, pair).stream())
                .max(Comparator.comparingLong(Displacement::gain));
        return cheapest.map(this::displacing).orElseGet(() -> outOfReach(dearest(worthwhile)));
    }

    private String displacing(Displacement displacement) {
        int pair = displacement.pair();
        if (displacement.displaced().isEmpty()) {
            return "It would still fit in " + slot(pair) + "; the time was up before that was tried.";
        }
        String sentence = obstacle(pair) + " Placing it in " + slot(pair) + " (" + money(problem.valueOf(pair))
                + ") would displace " + displaced(displacement.displaced());
        long gain = displacement.gain();
        if (gain < 0) {
            return sentence + " and lose " + money(-gain) + ".";
        }
        return gain == 0
                ? sentence + " and gain nothing."
                : sentence + ", which is owed its place or would have been tried with more time.";
    }

    private String displaced(List<Integer> pairs) {
        String names = pairs.stream().limit(3).map(this::placement).collect(Collectors.joining(", "));
        return pairs.size() <= 3 ? names : names + " and " + (pairs.size() - 3) + " more";
    }

    private String placement(int pair) {
        return names.campaign().apply(translation.campaignOf(pair)) + " in " + slot(pair) + " ("
                + money(problem.valueOf(pair)) + ")";
    }

    // The first limit that the pair does not fit into beside what is planned.
    private String obstacle(int pair) {
        for (int limit = 0; limit < problem.limits(); limit++) {
            long needed = problem.amountOf(pair, limit);
            if (needed > 0 && needed > problem.maxOf(limit) - plan.used(limit)) {
                return limit(limit) + " has too little left (" + quantity(plan.used(limit)) + " of "
                        + quantity(problem.maxOf(limit)) + " used, it needs " + quantity(needed) + ").";
            }
        }
        return "It does not fit beside what is planned.";
    }

    private String outOfReach(int pair) {
        for (int limit = 0; limit < problem.limits(); limit++) {
            long needed = problem.amountOf(pair, limit);
            if (needed > problem.maxOf(limit)) {
                return "It fits none of its eligible slots: in " + slot(pair) + " it needs " + quantity(needed) + ". "
                        + limit(limit) + " allows " + quantity(problem.maxOf(limit)) + " in all.";
            }
        }
        return obstacle(pair) + " Only pinned placements could give way.";
    }

    private int dearest(List<Integer> candidates) {
        return candidates.stream()
                .max(Comparator.comparingLong(problem::valueOf))
                .orElseThrow();
    }

    private String limit(int index) {
        return names.limit().apply(translation.request().limits().get(index).id());
    }

    private String slot(int pair) {
        return names.slot().apply(translation.slotOf(pair));
    }

    private String money(long value) {
        return names.money(scales.value(value));
    }

    private String quantity(long scaled) {
        return PlanNames.plain(BigDecimal.ZERO.add(scales.quantity(scaled)));
    }
}
