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
                ? alike(pair, rivals)
                : "It is worth most here: the next of its " + eligible.size() + " eligible slots, " + talk.slot(next)
                        + ", would bring " + talk.money(talk.worth(next)) + ".";
    }

    private String worthMore(int pair, int better) {
        return "It would be worth " + talk.money(talk.worth(better) - talk.worth(pair)) + " more in "
                + talk.slot(better) + ". " + instead(pair, better);
    }

    // Of slots that are as good, one that is free says most: then the choice between them was free, too.
    private String alike(int pair, List<Integer> rivals) {
        List<Integer> alike = rivals.stream()
                .filter(other -> talk.worth(other) == talk.worth(pair))
                .toList();
        String others = alike.size() == 1 ? "" : Reasons.count(alike.size(), "other slot") + ", for example in ";
        int first = free(pair, alike).orElseGet(alike::getFirst);
        return "It would be worth the same in " + others + talk.slot(first) + ". " + instead(pair, first);
    }

    private Optional<Integer> free(int pair, List<Integer> others) {
        talk.plan.remove(pair);
        try {
            return others.stream()
                    .filter(other -> talk.plan.obstacle(other) < 0 && !talk.plan.hasConflict(other))
                    .findFirst();
        } finally {
            talk.plan.add(pair);
        }
    }

    // What is in the way of moving it to another slot, and what that would cost.
    private String instead(int pair, int other) {
        if (talk.isOutOfTime()) {
            return "";
        }
        talk.plan.remove(pair);
        try {
            Optional<Displacement> move = Displacement.of(problem, talk.plan, other);
            if (move.isEmpty()) {
                return talk.obstacle(other) + " Only pinned placements could give way.";
            }
            List<Integer> displaced = move.get().displaced();
            if (displaced.isEmpty()) {
                return talk.worth(other) > talk.worth(pair)
                        ? "It would fit there; the time was up before that was tried."
                        : "It would fit there, too.";
            }
            long lost = talk.worth(displaced) + talk.worth(pair) - talk.worth(other);
            return talk.obstacle(other) + " Moving it there would displace " + talk.placements(displaced)
                    + (lost > 0 ? " and lose " + talk.money(lost) + " in all." : ".");
        } finally {
            talk.plan.add(pair);
        }
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
        String who = talk.campaign(best) + " (" + talk.money(talk.worth(best)) + ")";
        return worthwhile.size() == 1
                ? "Only " + who + " may take it. " + talk.obstacle(best)
                : worthwhile.size() + " campaigns may take it, the most valuable is " + who + ". "
                        + talk.obstacle(best);
    }
}
