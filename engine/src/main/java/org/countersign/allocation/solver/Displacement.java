package org.countersign.allocation.solver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What would have to give way for one more pair: the placements whose removal makes it fit, found greedily, cheapest
 * first. It makes plans better where the newcomer is worth more, and explains them where it is not.
 *
 * @param pair the pair that would come in
 * @param displaced the chosen pairs that would go, in the order they were found
 * @param gain scaled value of the newcomer less that of the displaced
 */
public record Displacement(int pair, List<Integer> displaced, long gain) {

    /**
     * The displacement for a pair that is not chosen; empty if only pins or its own size are in its way.
     *
     * @param plan is changed on the way and put back
     */
    public static Optional<Displacement> of(Problem problem, Ledger plan, int pair) {
        List<Integer> displaced = new ArrayList<>();
        while (!plan.fits(pair)) {
            Optional<Integer> victim = victim(problem, plan, pair);
            victim.ifPresent(plan::remove);
            victim.ifPresent(displaced::add);
            if (victim.isEmpty()) {
                break;
            }
        }
        boolean fits = plan.fits(pair);
        keepWhoFitsAgain(plan, pair, fits, displaced);
        long gain = problem.valueOf(pair)
                - displaced.stream().mapToLong(problem::valueOf).sum();
        displaced.forEach(plan::add);
        return fits ? Optional.of(new Displacement(pair, List.copyOf(displaced), gain)) : Optional.empty();
    }

    // Greed may have removed more than needed: the dearest first, whoever fits beside the newcomer stays.
    private static void keepWhoFitsAgain(Ledger plan, int pair, boolean fits, List<Integer> displaced) {
        if (!fits || displaced.size() < 2) {
            return;
        }
        plan.add(pair);
        for (int i = displaced.size() - 1; i >= 0; i--) {
            if (plan.fits(displaced.get(i))) {
                plan.add(displaced.remove(/* index */ i));
            }
        }
        plan.remove(pair);
    }

    /** Carries it out. */
    void apply(Ledger plan) {
        displaced.forEach(plan::remove);
        plan.add(pair);
    }

    private static Optional<Integer> victim(Problem problem, Ledger plan, int pair) {
        int campaign = problem.campaignOf(pair);
        for (int place = problem.conflictsOfPair.start(pair); place < problem.conflictsOfPair.end(pair); place++) {
            int other = problem.conflictsOfPair.item(place);
            if (plan.has(other)) {
                return problem.pinned[other] ? Optional.empty() : Optional.of(other);
            }
        }
        if (plan.placed(campaign) >= problem.campaignMax[campaign]) {
            return cheapest(problem, plan, problem.pairsOfCampaign, campaign, -1, 0);
        }
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            int limit = problem.limitsOfPair.item(place);
            long missing = problem.amounts[place] - (problem.limitMax[limit] - plan.used(limit));
            if (missing > 0) {
                return cheapest(problem, plan, problem.pairsOfLimit, limit, limit, missing);
            }
        }
        return Optional.empty();
    }

    // Whoever frees enough for the least value; if nobody alone does, whoever loses least value per unit freed.
    private static Optional<Integer> cheapest(
            Problem problem, Ledger plan, Rows rows, int row, int limit, long missing) {
        List<Integer> enough = new ArrayList<>();
        List<Integer> some = new ArrayList<>();
        for (int place = rows.start(row); place < rows.end(row); place++) {
            int other = rows.item(place);
            if (plan.has(other) && !problem.pinned[other]) {
                (limit < 0 || problem.amountOf(other, limit) >= missing ? enough : some).add(other);
            }
        }
        return enough.isEmpty()
                ? some.stream()
                        .min(Comparator.comparingDouble(
                                other -> (double) problem.valueOf(other) / problem.amountOf(other, limit)))
                : enough.stream().min(Comparator.comparingLong(problem::valueOf));
    }
}
