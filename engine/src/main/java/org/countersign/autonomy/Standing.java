package org.countersign.autonomy;

import org.jspecify.annotations.Nullable;

/**
 * Where a scope stands.
 *
 * @param now what holds at this moment
 * @param next the step that evidence is gathered for
 * @param inForce the licence that holds; null for none
 * @param proposed the one that waits for its second signature; null for none
 * @param openAlarm whether an alarm about the model version waits for a decision
 * @param missing suggestions in a row that must still be approved unchanged for {@code next}
 * @param missingCanaries canaries that people must still be shown and stop
 */
public record Standing(
        Scope scope,
        Evidence evidence,
        Leeway now,
        Leeway next,
        @Nullable LicenceView inForce,
        @Nullable LicenceView proposed,
        boolean openAlarm,
        int missing,
        int missingCanaries) {

    /** Whether the next step is earned, so that it may be proposed. */
    public boolean isEarned() {
        return now != next && !openAlarm && missing == 0 && missingCanaries == 0;
    }
}
