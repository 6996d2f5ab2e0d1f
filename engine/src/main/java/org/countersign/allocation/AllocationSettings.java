package org.countersign.allocation;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the product's own plans are made.
 *
 * @param timeLimit how long to plan, up to five minutes
 * @param weeklyCap placements an audience segment, or a single customer, gets per week at most, over all suggestions
 * @param timeZone in which a week begins, on Monday; and of recipients whose own is unknown
 * @param quietFrom when quiet hours begin, in the recipient's time
 * @param quietTo when they end; the same as {@code quietFrom} for none
 * @param quietChannels on which nothing begins in quiet hours
 * @param moveShare what share of its value it counts against a new plan to give up a placement that was proposed before,
 *     0 for nothing
 * @param fairShare each audience group gets at least this share of the placements that would be its own in proportion to
 *     what its approved suggestions want, from 0, no such demand, to 1
 * @param seed of all random choices: a plan that is proven before the time is up is the same for the same seed
 */
@ConfigurationProperties("countersign.allocation")
record AllocationSettings(
        @DefaultValue("PT5S") Duration timeLimit,
        @DefaultValue("2") int weeklyCap,
        @DefaultValue("UTC") ZoneId timeZone,
        @DefaultValue("21:00") LocalTime quietFrom,
        @DefaultValue("08:00") LocalTime quietTo,
        @DefaultValue({"EMAIL", "SMS", "PUSH"}) Set<String> quietChannels,
        @DefaultValue("0.05") double moveShare,
        @DefaultValue("0") double fairShare,
        @DefaultValue("0") long seed) {

    AllocationSettings {
        if (!timeLimit.isPositive() || timeLimit.compareTo(PlanCheck.LONGEST) > 0) {
            throw new IllegalArgumentException("countersign.allocation.time-limit is " + timeLimit
                    + "; must be more than PT0S and at most " + PlanCheck.LONGEST + ".");
        }
        if (!(moveShare >= 0 && moveShare <= 1 && fairShare >= 0 && fairShare <= 1)) {
            throw new IllegalArgumentException("countersign.allocation.move-share is " + moveShare
                    + " and fair-share is " + fairShare + "; both must be from 0 to 1.");
        }
    }

    QuietHours quietHours() {
        return new QuietHours(quietFrom, quietTo, quietChannels);
    }
}
