package org.countersign.review;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people review groups.
 *
 * @param sampleShare share of a group's members that must not be faulty unnoticed, above 0 and below 1
 * @param sampleConfidence confidence with which that is noticed, above 0 and below 1
 */
@ConfigurationProperties("countersign.review.groups")
record ReviewSettings(
        @DefaultValue("0.10") double sampleShare,
        @DefaultValue("0.95") double sampleConfidence) {

    ReviewSettings {
        require(sampleShare, "sample-share");
        require(sampleConfidence, "sample-confidence");
    }

    private static void require(double value, String property) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "countersign.review.groups." + property + " must lie between 0 and 1 and is " + value + ".");
        }
    }
}
