package org.countersign.suggestion;

import java.util.List;
import org.countersign.audit.EntryId;
import org.countersign.shared.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Where a suggestion goes from what was seen of it under its lock, in one or more steps.
 *
 * @param from the locked view that was decided on
 * @param steps in order, at least one; each must be in {@link SuggestionState}'s table
 */
public record Move(SuggestionView from, List<Step> steps) {

    public Move {
        steps = List.copyOf(steps);
    }

    /** A move of one step. */
    public static Move of(
            SuggestionView from, SuggestionState state, Actor actor, @Nullable String reason, EntryId entry) {
        return new Move(from, List.of(new Step(state, actor, reason, entry)));
    }

    /** Where it stands in the end. */
    SuggestionState end() {
        return steps.getLast().state();
    }

    /** Whether it gets an approval by it, and does not only give its slot back. */
    boolean approves() {
        return from.state() != SuggestionState.SCHEDULED
                && steps.stream().anyMatch(step -> step.state() == SuggestionState.APPROVED);
    }

    /**
     * One state further.
     *
     * @param entry the log entry of the decision
     */
    public record Step(
            SuggestionState state, Actor actor, @Nullable String reason, EntryId entry) {}
}
