package org.countersign.allocation;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the product's own plans are made.
 *
 * @param timeLimit how long to plan
 * @param weeklyCap placements an audience segment, or a single customer, gets per week at most, over all suggestions
 * @param timeZone in which a week begins, on Monday
 */
@ConfigurationProperties("countersign.allocation")
record AllocationSettings(
        @DefaultValue("PT5S") Duration timeLimit,
        @DefaultValue("2") int weeklyCap,
        @DefaultValue("UTC") ZoneId timeZone) {}
