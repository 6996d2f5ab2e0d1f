package org.countersign.screening;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How suggestions are screened.
 *
 * @param auditSampleRate share of clear suggestions that a person looks at all the same, 0 to 1, whatever the risk table
 *     says; null leaves it to the table
 * @param biasConfidence of the intervals that bias is judged by, above 0 and below 1
 * @param biasThreshold smallest acceptable ratio of selection rates, above 0 and at most 1
 */
@ConfigurationProperties("countersign.screening")
record ScreeningProperties(
        @Nullable BigDecimal auditSampleRate,
        @DefaultValue("0.95") BigDecimal biasConfidence,
        @DefaultValue("0.8") BigDecimal biasThreshold) {

    ScreeningProperties {
        require(
                auditSampleRate == null
                        || (auditSampleRate.signum() >= 0 && auditSampleRate.compareTo(BigDecimal.ONE) <= 0),
                "audit-sample-rate",
                "0 to 1",
                auditSampleRate);
        require(
                biasConfidence.signum() > 0 && biasConfidence.compareTo(BigDecimal.ONE) < 0,
                "bias-confidence",
                "above 0 and below 1",
                biasConfidence);
        require(
                biasThreshold.signum() > 0 && biasThreshold.compareTo(BigDecimal.ONE) <= 0,
                "bias-threshold",
                "above 0 and at most 1",
                biasThreshold);
    }

    private static void require(boolean holds, String property, String range, @Nullable BigDecimal value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "countersign.screening." + property + " must be " + range + " and is " + value + ".");
        }
    }
}
