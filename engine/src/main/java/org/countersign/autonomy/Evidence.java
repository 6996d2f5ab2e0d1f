package org.countersign.autonomy;

import java.time.Instant;
import org.countersign.bias.Sample;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a scope since evidence last started anew.
 *
 * @param unchanged drawn suggestions that people approved as they were, of those they decided on
 * @param canaries suggestions known to be wrong that people were shown among others and stopped; one that got through
 *     starts everything anew
 * @param since null where nothing ever happened that evidence starts anew from
 * @param because what that was; null with {@code since}
 */
public record Evidence(
        Sample unchanged,
        int canaries,
        @Nullable Instant since,
        @Nullable Cause because) {

    /** Lower end of the rate of "approved unchanged": Clopper-Pearson, 95 %. */
    public double low() {
        return Leeway.low(unchanged);
    }
}
