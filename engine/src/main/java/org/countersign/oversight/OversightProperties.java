package org.countersign.oversight;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people's decisions are looked after.
 *
 * @param secondLookRate share of decisions that someone else judges once more, blind, 0 to 1
 * @param goldEvery after so many second looks of a person comes one whose answer is known, 1 or more
 */
@ConfigurationProperties("countersign.oversight")
record OversightProperties(
        @DefaultValue("0.05") BigDecimal secondLookRate,
        @DefaultValue("3") int goldEvery) {

    OversightProperties {
        if (secondLookRate.signum() < 0 || secondLookRate.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "countersign.oversight.second-look-rate must be 0 to 1 and is " + secondLookRate + ".");
        }
        if (goldEvery < 1) {
            throw new IllegalArgumentException(
                    "countersign.oversight.gold-every must be 1 or more and is " + goldEvery + ".");
        }
    }
}
