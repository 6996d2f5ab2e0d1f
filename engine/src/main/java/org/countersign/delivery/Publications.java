package org.countersign.delivery;

import org.countersign.suggestion.SuggestionId;
import org.springframework.stereotype.Service;

/** The front door of delivery: what was approved becomes content items in the feed. */
@Service
public class Publications {

    /**
     * Publishes an APPROVED suggestion, or a SCHEDULED one once per confirmed placement. Called again, it changes
     * nothing.
     *
     * @throws org.countersign.shared.Refusal.Conflict if there is no approval bound to this very content
     */
    public void publish(SuggestionId suggestion) {
        throw new UnsupportedOperationException();
    }
}
