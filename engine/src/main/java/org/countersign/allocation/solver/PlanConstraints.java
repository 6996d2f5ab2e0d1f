package org.countersign.allocation.solver;

import static org.optaplanner.core.api.score.stream.ConstraintCollectors.sum;
import static org.optaplanner.core.api.score.stream.ConstraintCollectors.sumLong;
import static org.optaplanner.core.api.score.stream.Joiners.equal;
import static org.optaplanner.core.api.score.stream.Joiners.filtering;

import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import org.optaplanner.core.api.score.stream.Constraint;
import org.optaplanner.core.api.score.stream.ConstraintFactory;
import org.optaplanner.core.api.score.stream.ConstraintProvider;

/**
 * The rules of a plan in words: what explains a plan, and what {@link PlanScore} is held against. Each match carries the
 * {@link Breach} it stands for.
 */
public final class PlanConstraints implements ConstraintProvider {

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            limitHolds(factory),
            limitOutOfReachHolds(factory),
            campaignGetsItsNumber(factory),
            campaignWithoutPlacesGetsItsNumber(factory),
            slotTwice(factory),
            slotsInConflict(factory),
            value(factory)
        };
    }

    /** What the placements of its campaigns in its slots take of a limit stays between its minimum and its maximum. */
    Constraint limitHolds(ConstraintFactory factory) {
        return factory.forEachIncludingNullVars(Place.class)
                .join(Reach.class, equal(Place::campaign, Reach::campaign))
                .groupBy((place, reach) -> reach.limit(), sumLong((place, reach) -> reach.amountOf(place)))
                .filter((limit, used) -> limit.excess(used) > 0)
                .penalizeLong(HardSoftLongScore.ONE_HARD, Limit::excess)
                .justifyWith((limit, used, score) -> new Breach.OfLimit(limit.index(), used))
                .asConstraint("Limit holds");
    }

    /** A limit that no placement counts for has used nothing, which may be less than its minimum. */
    Constraint limitOutOfReachHolds(ConstraintFactory factory) {
        return factory.forEach(Limit.class)
                .filter(limit -> limit.isOutOfReach() && limit.excess(0) > 0)
                .penalizeLong(HardSoftLongScore.ONE_HARD, limit -> limit.excess(0))
                .justifyWith((limit, score) -> new Breach.OfLimit(limit.index(), 0))
                .asConstraint("Limit out of reach holds");
    }

    /** A campaign gets at least its minimum and at most its maximum of placements. */
    Constraint campaignGetsItsNumber(ConstraintFactory factory) {
        return factory.forEachIncludingNullVars(Place.class)
                .groupBy(Place::campaign, sum(place -> place.slot() == null ? 0 : 1))
                .filter((campaign, placed) -> campaign.miscount(placed) > 0)
                .penalizeLong(HardSoftLongScore.ONE_HARD, Campaign::miscount)
                .justifyWith((campaign, placed, score) -> new Breach.OfCampaign(campaign.index(), placed))
                .asConstraint("Campaign gets its number");
    }

    /** A campaign that may go nowhere has no placement, which may be less than its minimum. */
    Constraint campaignWithoutPlacesGetsItsNumber(ConstraintFactory factory) {
        return factory.forEach(Campaign.class)
                .ifNotExistsIncludingNullVars(Place.class, equal(campaign -> campaign, Place::campaign))
                .filter(campaign -> campaign.miscount(0) > 0)
                .penalizeLong(HardSoftLongScore.ONE_HARD, campaign -> campaign.miscount(0))
                .justifyWith((campaign, score) -> new Breach.OfCampaign(campaign.index(), 0))
                .asConstraint("Campaign without places gets its number");
    }

    /** A campaign takes a slot at most once. */
    Constraint slotTwice(ConstraintFactory factory) {
        return factory.forEachUniquePair(Place.class, equal(Place::campaign), equal(Place::slot))
                .penalizeLong(HardSoftLongScore.ONE_HARD, (one, other) -> unit(one))
                .justifyWith((one, other, score) -> new Breach.OfConflict(one.pair(), other.pair()))
                .asConstraint("Slot at most once");
    }

    /** A campaign never has two slots that are in conflict. */
    Constraint slotsInConflict(ConstraintFactory factory) {
        return factory.forEachUniquePair(
                        Place.class, equal(Place::campaign), filtering((one, other) -> areInConflict(one, other)))
                .penalizeLong(HardSoftLongScore.ONE_HARD, (one, other) -> unit(one))
                .justifyWith((one, other, score) -> new Breach.OfConflict(one.pair(), other.pair()))
                .asConstraint("No slots in conflict");
    }

    /** The value of all placements is as large as possible. */
    Constraint value(ConstraintFactory factory) {
        return factory.forEach(Place.class)
                .impactLong(
                        HardSoftLongScore.ONE_SOFT,
                        place -> place.campaign().problem().valueOf(place.pair()))
                .asConstraint("Value");
    }

    private static long unit(Place place) {
        return place.campaign().problem().unit;
    }

    private static boolean areInConflict(Place one, Place other) {
        Rows conflicts = one.campaign().problem().conflictsOfPair;
        for (int place = conflicts.start(one.pair()); place < conflicts.end(one.pair()); place++) {
            if (conflicts.item(place) == other.pair()) {
                return true;
            }
        }
        return false;
    }
}
