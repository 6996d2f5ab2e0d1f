package org.countersign.allocation.solver;

/** A campaign of which at least one placement would count for a limit. */
record Reach(Campaign campaign, Limit limit) {

    /** What a place of this campaign takes of the limit, 0 while it has no slot. */
    long amountOf(Place place) {
        int pair = place.pair();
        return pair < 0 ? 0 : limit.problem().amountOf(pair, limit.index());
    }
}
