package org.countersign.allocation.solver;

/**
 * What is left to decide once a good plan is known: every plan that is worth more takes the {@code certain} pairs and
 * none that is neither certain nor {@code open}.
 *
 * @param certain pairs that each better plan has, beside pins
 * @param open pairs that a better plan may have or not
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record Core(int[] certain, int[] open) {

    /**
     * The core by the present shares and prices of a decomposition; everything is open where no plan is known.
     *
     * @param marginals of the same shares and prices
     */
    static Core of(
            Problem problem,
            Decomposition parts,
            Marginals marginals,
            Ledger plan,
            Rows candidates,
            Deadline deadline) {
        long bound = parts.evaluate(deadline);
        boolean isKnown = plan.isFeasible() && !deadline.hasPassed();
        Ints certain = new Ints();
        Ints open = new Ints();
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            for (int place = candidates.start(campaign); place < candidates.end(campaign); place++) {
                int pair = candidates.item(place);
                if (isKnown && isWorse(parts, bound, marginals.left[pair], plan)) {
                    certain.add(pair);
                } else if (!isKnown || !isWorse(parts, bound, marginals.taken[pair], plan)) {
                    open.add(pair);
                }
            }
        }
        return new Core(certain.toArray(), open.toArray());
    }

    private static boolean isWorse(Decomposition parts, long bound, long lost, Ledger plan) {
        return lost == Long.MAX_VALUE || parts.whole(bound - lost) <= plan.value();
    }
}
