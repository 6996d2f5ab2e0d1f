package org.countersign.allocation.solver;

/** The best plan so far. */
final class Incumbent {

    private Ledger best;

    Incumbent(Ledger first) {
        best = first.copy();
    }

    /** Keeps a copy of a plan if it is better than all before. */
    void offer(Ledger plan) {
        if (plan.isBetterThan(best)) {
            best = plan.copy();
        }
    }

    /** Puts a plan that is as good in its place. */
    void replace(Ledger plan) {
        best = plan.copy();
    }

    Ledger best() {
        return best;
    }
}
