package org.countersign.governance;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A policy change as others see it.
 *
 * @param number what people call it, from 1
 * @param contributors all who ever saved an edit, the author among them: none of them may approve it
 * @param base the version it starts from
 * @param revision counts saved edits
 * @param candidate the version that was submitted; null while it is a draft
 * @param effectiveAt when it comes into force once approved; null for at once
 * @param note why it came back to its author; null where it did not
 * @param activation number of the activation that brought it into force; null before
 * @param glass null where no glass was broken
 * @param shadowSince since when it runs in the shadow of the version in force; null if it does not
 */
public record ChangeView(
        ChangeId id,
        long number,
        ChangeKind kind,
        String title,
        String reason,
        String author,
        SortedSet<String> contributors,
        String base,
        ChangeState state,
        int revision,
        @Nullable String candidate,
        @Nullable Instant effectiveAt,
        @Nullable String note,
        Instant openedAt,
        Instant changedAt,
        @Nullable Long activation,
        @Nullable Glass glass,
        @Nullable Instant shadowSince) {

    public ChangeView {
        contributors = Collections.unmodifiableSortedSet(new TreeSet<>(contributors));
    }

    /**
     * In force without a second officer.
     *
     * @param until when it is taken back unless someone has reviewed it
     * @param review null while it is due
     * @param reviewer who said so; null while it is due
     */
    public record Glass(
            Instant until,
            String reason,
            @Nullable GlassReview review,
            @Nullable String reviewer) {}

    /** Whether this person had a hand in it. */
    public boolean isBy(String person) {
        return contributors.contains(person);
    }

    /** Whether a second officer still has to look at what was done without one. */
    public boolean isReviewDue() {
        return glass != null && glass.review() == null;
    }
}
