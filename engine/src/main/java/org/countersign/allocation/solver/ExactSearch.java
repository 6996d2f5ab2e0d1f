package org.countersign.allocation.solver;

/**
 * Tries all feasible plans of a small problem, pair by pair, leaving out what the prices prove to be worse than the best
 * plan known (branch and bound). Where it completes, that plan is optimal, or there is none.
 */
final class ExactSearch {

    /** More pairs than this would not be searched through anyway, and the search calls itself once per pair. */
    static final int LARGEST = 2_000;

    private final Problem problem;
    private final Relaxation relaxation;
    private final Incumbent incumbent;
    private final Deadline deadline;
    private final Ledger plan;
    private final int[] order;
    private final int[] endOfCampaign;
    private final int[] endOfGains;
    private final double[] upTo;
    private final double[] after;
    private final double margin;
    private final long[] remaining;
    private long nodes;
    private boolean isInterrupted;

    /** @param relaxation evaluated at the prices to search with */
    ExactSearch(
            Problem problem, Ledger pins, Relaxation relaxation, Incumbent incumbent, long nodes, Deadline deadline) {
        this.problem = problem;
        this.relaxation = relaxation;
        this.incumbent = incumbent;
        this.nodes = nodes;
        this.deadline = deadline;
        plan = pins.copy();
        order = order();
        endOfCampaign = new int[order.length];
        endOfGains = new int[order.length];
        upTo = new double[order.length];
        after = new double[order.length];
        remaining = new long[problem.limits()];
        // The relaxation adds up with compensation, this search does not.
        margin = relaxation.margin() * (order.length + 8);
        prepare();
    }

    // Campaign by campaign, the one with most at stake first; within a campaign the best pair first.
    private int[] order() {
        Rows candidates = relaxation.candidates();
        double[] reduced = relaxation.reduced();
        return java.util.stream.IntStream.range(0, problem.campaigns())
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(campaign -> -relaxation.campaignBest(campaign)))
                .flatMapToInt(campaign -> java.util.stream.IntStream.range(
                                candidates.start(campaign), candidates.end(campaign))
                        .map(candidates::item)
                        .boxed()
                        .sorted(java.util.Comparator.comparingDouble(pair -> -reduced[pair]))
                        .mapToInt(Integer::intValue))
                .toArray();
    }

    private void prepare() {
        double[] reduced = relaxation.reduced();
        for (int i = 0; i < order.length; i++) {
            boolean isFirst = i == 0 || campaign(i) != campaign(i - 1);
            upTo[i] = (isFirst ? 0 : upTo[i - 1]) + reduced[order[i]];
            pass(order[i], 1);
        }
        for (int i = order.length - 1; i >= 0; i--) {
            boolean isVeryLast = i == order.length - 1;
            boolean isLast = isVeryLast || campaign(i) != campaign(i + 1);
            endOfCampaign[i] = isLast ? i + 1 : endOfCampaign[i + 1];
            if (reduced[order[i]] > 0) {
                endOfGains[i] = isLast ? i + 1 : Math.max(i + 1, endOfGains[i + 1]);
            } else {
                endOfGains[i] = i;
            }
            if (!isVeryLast) {
                after[i] = after[i + 1] + (isLast ? relaxation.campaignBest(campaign(i + 1)) : 0);
            }
        }
    }

    private int campaign(int i) {
        return problem.pairCampaign[order[i]];
    }

    /** Whether everything was tried, so that the incumbent is optimal, or nothing feasible exists. */
    boolean completes() {
        boolean canMeetAll = !relaxation.isHopeless();
        for (int limit = 0; limit < problem.limits(); limit++) {
            canMeetAll &= canStillReachMinimum(limit);
        }
        if (canMeetAll) {
            search(0, relaxation.fixed());
        }
        return !isInterrupted;
    }

    private void search(int i, double paid) {
        if (nodes-- <= 0 || ((nodes & 1023) == 0 && deadline.hasPassed())) {
            isInterrupted = true;
        }
        if (isInterrupted || isWorse(i, paid)) {
            return;
        }
        if (i == order.length) {
            incumbent.offer(plan);
            return;
        }
        int pair = order[i];
        pass(pair, -1);
        if (plan.fits(pair)) {
            plan.add(pair);
            search(i + 1, paid + relaxation.reduced()[pair]);
            plan.remove(pair);
        }
        if (canDoWithout(i)) {
            search(i + 1, paid);
        }
        pass(pair, 1);
    }

    private boolean isWorse(int i, double paid) {
        if (!incumbent.best().isFeasible()) {
            return false;
        }
        double proven = i == order.length ? paid : paid + openCampaign(i) + after[i];
        return relaxation.roundDown(proven + margin) <= incumbent.best().value();
    }

    // The best of what is left of the campaign at i: as it is sorted, so many from the front.
    private double openCampaign(int i) {
        int campaign = campaign(i);
        int most = problem.campaignMax[campaign] - plan.placed(campaign);
        int least = problem.campaignMin[campaign] - plan.placed(campaign);
        int count = Math.min(endOfCampaign[i] - i, Math.max(least, Math.min(most, endOfGains[i] - i)));
        return count <= 0 ? 0 : upTo[i + count - 1] - upTo[i] + relaxation.reduced()[order[i]];
    }

    private void pass(int pair, int sign) {
        for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
            remaining[problem.limitsOfPair.item(place)] += sign * problem.amounts[place];
        }
    }

    private boolean canDoWithout(int i) {
        int campaign = campaign(i);
        if (plan.placed(campaign) + endOfCampaign[i] - i - 1 < problem.campaignMin[campaign]) {
            return false;
        }
        for (int place = problem.limitsOfPair.start(order[i]); place < problem.limitsOfPair.end(order[i]); place++) {
            if (!canStillReachMinimum(problem.limitsOfPair.item(place))) {
                return false;
            }
        }
        return true;
    }

    private boolean canStillReachMinimum(int limit) {
        return plan.used(limit) + remaining[limit] >= problem.limitMin[limit];
    }
}
