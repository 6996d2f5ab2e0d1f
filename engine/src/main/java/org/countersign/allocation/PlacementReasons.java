package org.countersign.allocation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.countersign.allocation.solver.Displacement;
import org.countersign.allocation.solver.Problem;

/** Why each placement is where it is, and why a slot is empty, in a sentence or two with names and numbers. */
final class PlacementReasons {

    private final PlanTalk talk;
    private final Problem problem;

    PlacementReasons(PlanTalk talk) {
        this.talk = talk;
        problem = talk.problem;
    }

    /** The chosen pairs in the request's order, each with its reason. */
    List<PlanResult.Placement> placements() {
        return Arrays.stream(talk.plan.chosen())
                .mapToObj(pair -> new PlanResult.Placement(
                        talk.translation.campaignOf(pair),
                        talk.translation.slotOf(pair),
                        talk.translation.valueOf(pair),
                        reason(pair)))
                .toList();
    }

    private String reason(int pair) {
        if (problem.isPinned(pair)) {
            return "It is pinned here.";
        }
        List<Integer> eligible = talk.pairsOf(problem.campaignOf(pair));
        if (eligible.size() == 1) {
            return "It is the only slot it may take.";
        }
        Optional<Integer> better = eligible.stream()
                .filter(other -> !talk.plan.has(other) && talk.worth(other) > talk.worth(pair))
                .max(Comparator.comparingLong(talk::worth));
        if (better.isPresent()) {
            return worthMore(pair, better.get());
        }
        List<Integer> rivals =
                eligible.stream().filter(other -> !talk.plan.has(other)).toList();
        if (rivals.isEmpty()) {
            return "It has all its " + Reasons.count(eligible.size(), "eligible slot") + ".";
        }
        int next = talk.dearest(rivals);
        return talk.worth(next) == talk.worth(pair)
                ? "None of its " + eligible.size() + " eligible slots is worth more. " + alternative(next)
                : "It is worth most here: the next of its " + eligible.size() + " eligible slots, " + talk.slot(next)
                        + ", would bring " + talk.money(talk.worth(next)) + ".";
    }

    private String worthMore(int pair, int better) {
        return "It would be worth " + talk.money(talk.worth(better) - talk.worth(pair)) + " more in "
                + talk.slot(better) + ". " + alternative(better);
    }

    // What is in the way of another slot, as the plan stands; the campaign's own number is in the way of none.
    private String alternative(int other) {
        if (talk.isOutOfTime()) {
            return "";
        }
        int limit = talk.plan.obstacle(other);
        if (limit < 0) {
            return "Its other slot, " + talk.slot(other) + ", would do as well.";
        }
        Optional<Displacement> move = Displacement.of(problem, talk.plan, other);
        String there = "In " + talk.slot(other) + ": " + talk.obstacle(other);
        return move.filter(found -> !found.displaced().isEmpty())
                .map(found -> there + " Moving it there would displace " + talk.placements(found.displaced()) + ".")
                .orElse(there);
    }

    /** The slots without any placement, in the request's order, each with its reason. */
    List<PlanResult.Unused> unused() {
        List<PlanRequest.Slot> slots = talk.translation.request().slots();
        boolean[] isUsed = new boolean[slots.size()];
        List<List<Integer>> pairs = new ArrayList<>();
        slots.forEach(slot -> pairs.add(new ArrayList<>()));
        for (int pair = 0; pair < problem.pairs(); pair++) {
            isUsed[problem.slotOf(pair)] |= talk.plan.has(pair);
            pairs.get(problem.slotOf(pair)).add(pair);
        }
        List<PlanResult.Unused> unused = new ArrayList<>();
        for (int slot = 0; slot < isUsed.length; slot++) {
            if (!isUsed[slot]) {
                unused.add(new PlanResult.Unused(slots.get(slot).id(), whyEmpty(pairs.get(slot))));
            }
        }
        return unused;
    }

    private String whyEmpty(List<Integer> pairs) {
        if (pairs.isEmpty()) {
            return "Nothing that waits may take it.";
        }
        List<Integer> worthwhile =
                pairs.stream().filter(pair -> talk.worth(pair) > 0).toList();
        if (worthwhile.isEmpty()) {
            return "Nothing that may take it is worth anything here.";
        }
        int best = talk.dearest(worthwhile);
        return Reasons.count(worthwhile.size(), "campaign") + " may take it; the most valuable is "
                + talk.campaign(best) + " (" + talk.money(talk.worth(best)) + "). " + talk.obstacle(best);
    }
}
