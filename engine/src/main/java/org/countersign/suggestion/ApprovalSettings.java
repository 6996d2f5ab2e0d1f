package org.countersign.suggestion;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an approval is good for; after that what it is about is gated once more.
 *
 * @param validFor of any approval
 * @param priceValidFor of the approval of a price: a reference price is the lowest of thirty days
 *     (Directive 98/6/EC, Art. 6a), so after that none of the prices it was compared with counts any more
 */
@ConfigurationProperties("countersign.approval")
record ApprovalSettings(
        @DefaultValue("P90D") Duration validFor,
        @DefaultValue("P30D") Duration priceValidFor) {

    ApprovalSettings {
        requirePositive("valid-for", validFor);
        requirePositive("price-valid-for", priceValidFor);
    }

    /** When an approval given now runs out; null where the suggestion's own validity ends before. */
    @Nullable
    Instant until(Kind kind, Instant now, Instant expiresAt) {
        Instant until =
                now.plus(kind == Kind.PRICE_OFFER && priceValidFor.compareTo(validFor) < 0 ? priceValidFor : validFor);
        return until.isBefore(expiresAt) ? until : null;
    }

    private static void requirePositive(String property, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    "countersign.approval." + property + " must be longer than nothing and is " + value + ".");
        }
    }
}
