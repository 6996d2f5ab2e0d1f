package org.countersign.allocation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.countersign.allocation.solver.Displacement;
import org.countersign.allocation.solver.Problem;

/** Why a campaign was left out, in a sentence with names and numbers. */
final class Reasons {

    private final PlanTalk talk;
    private final Problem problem;

    Reasons(PlanTalk talk) {
        this.talk = talk;
        problem = talk.problem;
    }

    /** One entry for each campaign without a placement, in the request's order. */
    List<PlanResult.Unplaced> unplaced() {
        List<PlanResult.Unplaced> unplaced = new ArrayList<>();
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            if (talk.plan.placed(campaign) == 0) {
                unplaced.add(new PlanResult.Unplaced(talk.translation.campaign(campaign), reason(campaign)));
            }
        }
        return unplaced;
    }

    private String reason(int campaign) {
        List<Integer> eligible = talk.pairsOf(campaign);
        Integer max = talk.translation.request().campaigns().get(campaign).maxPlacements();
        if (eligible.isEmpty()) {
            return "No slot is eligible for it.";
        }
        if (max == null || max == 0) {
            return "It allows no placement (maxPlacements is 0).";
        }
        List<Integer> worthwhile =
                eligible.stream().filter(pair -> talk.worth(pair) > 0).toList();
        if (worthwhile.isEmpty()) {
            int best = talk.dearest(eligible);
            String there = talk.slot(best) + " (" + talk.money(talk.worth(best)) + ").";
            return eligible.size() == 1
                    ? "It would bring nothing in its only eligible slot, " + there
                    : "It would bring nothing in any of its " + eligible.size() + " eligible slots, at best in "
                            + there;
        }
        if (talk.isOutOfTime()) {
            return talk.obstacle(talk.dearest(worthwhile));
        }
        Optional<Displacement> cheapest = worthwhile.stream()
                .flatMap(pair -> Displacement.of(problem, talk.plan, pair).stream())
                .max(Comparator.comparingLong(Displacement::gain));
        return cheapest.map(this::displacing).orElseGet(() -> outOfReach(talk.dearest(worthwhile)));
    }

    private String displacing(Displacement displacement) {
        int pair = displacement.pair();
        if (displacement.displaced().isEmpty()) {
            return "It would still fit in " + talk.slot(pair) + "; the time was up before that was tried.";
        }
        long gain = talk.worth(pair) - talk.worth(displacement.displaced());
        String sentence = talk.obstacle(pair) + " Placing it in " + talk.slot(pair) + " ("
                + talk.money(talk.worth(pair)) + ") would displace " + talk.placements(displacement.displaced());
        if (gain < 0) {
            return sentence + " and lose " + talk.money(-gain) + ".";
        }
        if (gain == 0) {
            return sentence + " and gain nothing.";
        }
        return displacement.gain() <= 0
                ? sentence + " and gain " + talk.money(gain) + ", less than moving those counts against a plan."
                : sentence + ", which is owed its place or would have been tried with more time.";
    }

    private String outOfReach(int pair) {
        for (int limit = 0; limit < problem.limits(); limit++) {
            long needed = problem.amountOf(pair, limit);
            if (needed > problem.maxOf(limit)) {
                return "It fits none of its eligible slots: in " + talk.slot(pair) + " it needs "
                        + talk.quantity(needed) + ". " + talk.limit(limit) + " allows "
                        + talk.quantity(problem.maxOf(limit)) + " in all.";
            }
        }
        return talk.obstacle(pair) + " Only pinned placements could give way.";
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
