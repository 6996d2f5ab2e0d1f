package org.countersign.allocation.solver;

/**
 * Tries all plans of a very small problem, feasible or not, for the one that breaks least: where demands clash, the plan
 * that is handed out is then provably the least broken one.
 */
final class LeastBreach {

    /** The most pairs, apart from pins, for which trying everything is quick. */
    static final int LARGEST = 20;

    private final Problem problem;
    private final Incumbent incumbent;
    private final Ledger plan;
    private final int[] open;

    LeastBreach(Problem problem, Ledger pins, Incumbent incumbent) {
        this.problem = problem;
        this.incumbent = incumbent;
        plan = pins.copy();
        open = java.util.stream.IntStream.range(0, problem.pairs())
                .filter(pair -> !problem.pinned[pair])
                .toArray();
    }

    boolean isSmallEnough() {
        return open.length <= LARGEST;
    }

    void run() {
        search(0);
    }

    private void search(int i) {
        if (overMaxima() > incumbent.best().violation()) {
            return;
        }
        if (i == open.length) {
            incumbent.offer(plan);
            return;
        }
        plan.add(open[i]);
        search(i + 1);
        plan.remove(open[i]);
        search(i + 1);
    }

    // What is above a maximum only grows with further choices; what is below a minimum may still be mended.
    private long overMaxima() {
        long over = 0;
        for (int limit = 0; limit < problem.limits(); limit++) {
            over += Math.max(0, plan.used(limit) - problem.limitMax[limit]);
        }
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            over += problem.unit * Math.max(0, plan.placed(campaign) - problem.campaignMax[campaign]);
        }
        return over;
    }
}
