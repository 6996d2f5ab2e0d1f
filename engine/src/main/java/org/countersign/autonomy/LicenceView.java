package org.countersign.autonomy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A licence as others see it.
 *
 * @param number 1 for the first of its scope
 * @param documentHash SHA-256 of its document, hexadecimal: what the log's entries name
 * @param proposedBy who signed first, {@code grantedBy} who signed second; null until then
 * @param validUntil null until it is granted
 * @param ended why it ended; null while it has not
 */
public record LicenceView(
        LicenceId id,
        Scope scope,
        int number,
        Leeway leeway,
        String documentHash,
        String proposedBy,
        Instant proposedAt,
        @Nullable String grantedBy,
        @Nullable Instant grantedAt,
        @Nullable Instant validUntil,
        @Nullable Cause ended,
        @Nullable Instant endedAt) {

    /** Whether it has one signature and waits for the other. */
    public boolean isProposed() {
        return grantedAt == null && ended == null;
    }

    /** Whether it holds at this moment. */
    public boolean isInForce(Instant now) {
        return validUntil != null && ended == null && now.isBefore(validUntil);
    }
}
