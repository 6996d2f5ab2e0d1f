package org.countersign.bias;

/**
 * How many of a group's eligible customers were favoured, the input of every statistic of rates. Counts are whole
 * numbers, except where a sample is scaled: up to plan for more customers, down where its rows repeat the same ones.
 *
 * @param favoured 0 to {@code eligible}
 * @param eligible 0 or more
 */
public record Sample(double favoured, double eligible) {

    public Sample {
        if (!(favoured >= 0 && favoured <= eligible)) {
            throw new IllegalArgumentException("A sample cannot have " + favoured + " favoured of " + eligible + ".");
        }
    }

    static Sample of(BiasCheckRequest.Group group) {
        return new Sample(group.favoured(), group.eligible());
    }

    public boolean isEmpty() {
        return eligible == 0;
    }

    /** Selection rate, 0 to 1; NaN for an empty sample. */
    public double rate() {
        return favoured / eligible;
    }

    /**
     * Rate divided by the reference's rate, 0 to infinity; NaN if neither has anybody favoured. One division of exact
     * products, so that 40 of 100 against 50 of 100 is the number written 0.8 and not its neighbour.
     */
    public double ratioTo(Sample reference) {
        return (favoured * reference.eligible) / (eligible * reference.favoured);
    }

    /** Both samples together. */
    public Sample plus(Sample other) {
        return new Sample(favoured + other.favoured, eligible + other.eligible);
    }

    /** The same customers, counting those who were not favoured. */
    public Sample complement() {
        return new Sample(eligible - favoured, eligible);
    }

    public Sample scaledBy(double factor) {
        return new Sample(favoured * factor, eligible * factor);
    }
}
