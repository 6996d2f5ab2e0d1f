package org.countersign.review;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;

/**
 * A group of reviews as others see it.
 *
 * @param client the producer
 * @param model name and version of the model that proposed them all
 * @param rules ids of the rules that ask for a person
 * @param approvalsNeeded different people who must approve, 1 or more
 * @param waitsFor groups of people whose members may decide now
 * @param deadlines until when; its members share them
 * @param members when it was opened
 * @param waiting members that still wait for a decision
 * @param sample members to be looked at before approving, in the order of the draw
 * @param outcome null while it is open
 * @param words what people decided so far, oldest first
 * @param version hand it back with a decision
 */
public record ReviewGroupView(
        ReviewGroupId id,
        BatchId batch,
        String client,
        Kind kind,
        String model,
        Concern concern,
        List<String> rules,
        String bias,
        int approvalsNeeded,
        String policyVersion,
        List<String> waitsFor,
        Deadlines deadlines,
        @Nullable Instant warnedAt,
        @Nullable Instant escalatedAt,
        int members,
        int waiting,
        List<Sampled> sample,
        Instant openedAt,
        @Nullable ReviewOutcome outcome,
        @Nullable Instant closedAt,
        List<ReviewView.Word> words,
        long version) {

    public ReviewGroupView {
        rules = List.copyOf(rules);
        waitsFor = List.copyOf(waitsFor);
        sample = List.copyOf(sample);
        words = List.copyOf(words);
    }

    /**
     * A member that was drawn.
     *
     * @param waiting whether it still waits for a decision
     * @param lookedAtBy who has opened it
     */
    public record Sampled(ReviewId review, SuggestionId suggestion, boolean waiting, List<String> lookedAtBy) {

        public Sampled {
            lookedAtBy = List.copyOf(lookedAtBy);
        }
    }

    /** Whether it still waits for a decision. */
    public boolean isOpen() {
        return outcome == null;
    }

    /** Those of the sample that {@code person} has not looked at yet and that still wait. */
    public List<Sampled> unseenBy(String person) {
        return sample.stream()
                .filter(each -> each.waiting() && !each.lookedAtBy().contains(person))
                .toList();
    }

    /** Whether {@code person} has decided on it. */
    public boolean hasWordOf(String person) {
        return words.stream().anyMatch(word -> word.person().equals(person));
    }

    /** Whether it waits for somebody of these groups. */
    public boolean waitsForAnyOf(Set<String> groups) {
        return waitsFor.stream().anyMatch(groups::contains);
    }

    /** How many more people must approve. */
    public int approvalsMissing() {
        return approvalsNeeded
                - (int) words.stream()
                        .filter(word -> word.decision() == Decision.APPROVE)
                        .count();
    }
}
