package org.countersign.api;

import java.time.Instant;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;

/** A suggestion as a line of a list; kind and model are null once its customer was erased. */
record SuggestionSummary(
        String id,
        String externalId,
        @Nullable Kind kind,
        Proposal.@Nullable Model model,
        SuggestionState state,
        int revision,
        Instant receivedAt,
        Instant validUntil) {

    static SuggestionSummary of(SuggestionView view) {
        Proposal proposal = view.proposal();
        return new SuggestionSummary(
                view.id().toString(),
                view.externalId(),
                proposal == null ? null : proposal.kind(),
                proposal == null ? null : proposal.model(),
                view.state(),
                view.revision(),
                view.receivedAt(),
                view.expiresAt());
    }
}
