package org.countersign.review;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.audit.EntryId;
import org.countersign.policy.Reviewers;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * A review as others see it.
 *
 * @param revision of the suggestion that is decided on
 * @param approvalsNeeded different people who must approve, 1 or more
 * @param asked of which groups, and how many of each
 * @param waitsFor groups whose members may decide now
 * @param deadlines null for a review that was opened before there were any
 * @param warnedAt when those who may decide were warned; null if they were not
 * @param escalatedAt when another group was asked too; null if none was
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
        List<Reviewers> asked,
        List<String> waitsFor,
        @Nullable Deadlines deadlines,
        @Nullable Instant warnedAt,
        @Nullable Instant escalatedAt,
        Instant openedAt,
        @Nullable ReviewOutcome outcome,
        @Nullable Instant closedAt,
        List<Word> words,
        List<Look> looking,
        long version) {

    /**
     * One person's decision.
     *
     * @param changes what has to change, where changes were requested place by place
     * @param seat the group an approval was given for; null for anything else
     */
    public record Word(
            String person,
            Decision decision,
            @Nullable ReasonCode code,
            @Nullable String reason,
            List<RequestedChange> changes,
            @Nullable String seat,
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

    /** Whether one of these groups may decide now. */
    public boolean waitsForAnyOf(Set<String> groups) {
        return waitsFor.stream().anyMatch(groups::contains);
    }

    /** How many more people must approve. */
    public int approvalsMissing() {
        long given = words.stream()
                .filter(word -> word.decision() == Decision.APPROVE)
                .count();
        return approvalsNeeded - (int) given;
    }
}
