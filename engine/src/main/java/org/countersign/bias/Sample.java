package org.countersign.bias;

/**
 * How many of a group's eligible customers were favoured, the one input of every statistic here. Counts are whole
 * numbers, except where a sample is scaled up to plan for more customers.
 *
 * @param favoured 0 to {@code eligible}
 * @param eligible 0 or more
 */
record Sample(double favoured, double eligible) {

    Sample {
        if (!(favoured >= 0 && favoured <= eligible)) {
            throw new IllegalArgumentException("A sample cannot have " + favoured + " favoured of " + eligible + ".");
        }
    }

    static Sample of(BiasCheckRequest.Group group) {
        return new Sample(group.favoured(), group.eligible());
    }

    boolean isEmpty() {
        return eligible == 0;
    }

    /** Selection rate, 0 to 1; NaN for an empty sample. */
    double rate() {
        return favoured / eligible;
    }

    /**
     * Rate divided by the reference's rate, 0 to infinity; NaN if neither has anybody favoured. One division of exact
     * products, so that 40 of 100 against 50 of 100 is the number written 0.8 and not its neighbour.
     */
    double ratioTo(Sample reference) {
        return (favoured * reference.eligible) / (eligible * reference.favoured);
    }

    Sample scaledBy(double factor) {
        return new Sample(favoured * factor, eligible * factor);
    }
}
