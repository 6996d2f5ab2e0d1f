package org.countersign.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.audit.EntryId;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * A review as others see it.
 *
 * @param revision of the suggestion that is decided on
 * @param approvalsNeeded different people who must approve, 1 or more
 * @param outcome null while it is open
 * @param words what people decided so far, oldest first
 * @param looking who has it open now
 * @param version hand it back with a decision
 */
public record ReviewView(
        ReviewId id,
        SuggestionId suggestion,
        int revision,
        Kind kind,
        Concern concern,
        int approvalsNeeded,
        Instant openedAt,
        @Nullable ReviewOutcome outcome,
        @Nullable Instant closedAt,
        List<Word> words,
        List<Look> looking,
        long version) {

    /** One person's decision. */
    public record Word(
            String person,
            Decision decision,
            @Nullable ReasonCode code,
            @Nullable String reason,
            Instant at,
            EntryId entry) {}

    /** Someone who has the review open. */
    public record Look(String person, Instant since) {}

    /** Whether it still waits for a decision. */
    public boolean isOpen() {
        return outcome == null;
    }

    /** The newest decision. */
    public Optional<Word> lastWord() {
        return words.isEmpty() ? Optional.empty() : Optional.of(words.getLast());
    }

    /** Whether {@code person} has decided on it. */
    public boolean hasWordOf(String person) {
        return words.stream().anyMatch(word -> word.person().equals(person));
    }

    /** How many more people must approve. */
    public int approvalsMissing() {
        long given = words.stream()
                .filter(word -> word.decision() == Decision.APPROVE)
                .count();
        return approvalsNeeded - (int) given;
    }
}
