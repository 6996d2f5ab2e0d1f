package org.countersign.delivery;

import java.util.ArrayList;
import java.util.List;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer asks of the feed.
 *
 * @param after the position it has read up to; 0 for the beginning
 * @param limit items to return, 1 to 1,000 inclusive
 * @param channel only items for this channel; null for all
 * @param market only items for this jurisdiction, or for the country it lies in; null for all
 */
public record FeedRequest(
        long after,
        int limit,
        @Nullable String channel,
        @Nullable String market) {

    /** The most items in an answer. */
    public static final int LIMIT = 1000;

    /** @throws Refusal.Invalid if a value is out of range */
    public FeedRequest {
        List<FieldError> errors = new ArrayList<>();
        if (after < 0) {
            errors.add(new FieldError("/after", after + " is no position; positions count from 0."));
        }
        if (limit < 1 || limit > LIMIT) {
            errors.add(new FieldError("/limit", limit + " is out of range; 1 to " + LIMIT + " are accepted."));
        }
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid("The feed cannot be read like this.", errors);
        }
    }

    /** The jurisdictions an item must name one of: {@code US-NY} is also reached by what is for {@code US}. */
    String @Nullable [] markets() {
        if (market == null) {
            return null;
        }
        int country = market.indexOf('-');
        return country < 0 ? new String[] {market} : new String[] {market, market.substring(0, country)};
    }
}
