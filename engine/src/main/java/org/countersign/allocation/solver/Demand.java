package org.countersign.allocation.solver;

/**
 * One side of a limit, or of a campaign's number of placements: what has to hold, and what can be named where not
 * everything can hold together. Pins and slot conflicts are not among them: they always hold.
 *
 * @param kind what it demands
 * @param index of the limit or campaign
 */
public record Demand(Kind kind, int index) {

    /** The four sorts of demands. */
    public enum Kind {
        LIMIT_MAX,
        LIMIT_MIN,
        CAMPAIGN_MAX,
        CAMPAIGN_MIN
    }
}
