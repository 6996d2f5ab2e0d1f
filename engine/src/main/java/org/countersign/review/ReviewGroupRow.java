package org.countersign.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.countersign.audit.EntryId;
import org.countersign.policy.Reviewers;
import org.countersign.review.ReviewGroupView.Sampled;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of groups.
 *
 * @param asked of each group of people one
 * @param waitsFor groups of people whose members may decide now
 * @param deadlines the earliest of its members
 * @param openedAt null while its batch is still being screened
 */
record ReviewGroupRow(
        ReviewGroupId id,
        long seq,
        BatchId batch,
        String client,
        Kind kind,
        String model,
        Concern concern,
        List<String> rules,
        String bias,
        int approvalsNeeded,
        String policyVersion,
        List<Reviewers> asked,
        List<String> waitsFor,
        Deadlines deadlines,
        @Nullable Instant warnedAt,
        @Nullable Instant escalatedAt,
        @Nullable String escalatedTo,
        int members,
        int waiting,
        long taskKey,
        @Nullable EntryId entry,
        @Nullable Instant openedAt,
        @Nullable ReviewOutcome outcome,
        @Nullable Instant closedAt,
        long version) {

    static ReviewGroupRow read(ResultSet row, int number) throws SQLException {
        UUID entry = row.getObject("entry", UUID.class);
        String outcome = row.getString("outcome");
        return new ReviewGroupRow(
                new ReviewGroupId(row.getObject("id", UUID.class)),
                row.getLong("seq"),
                new BatchId(row.getObject("batch", UUID.class)),
                row.getString("client"),
                Kind.valueOf(row.getString("kind")),
                row.getString("model"),
                Concern.valueOf(row.getString("concern")),
                texts(row, "rules"),
                row.getString("bias"),
                row.getInt("approvals_needed"),
                row.getString("policy_version"),
                new AskedText().convertToEntityAttribute(row.getString("asked")),
                texts(row, "waits_for"),
                new Deadlines(
                        row.getTimestamp("warn_at").toInstant(),
                        row.getTimestamp("escalate_at").toInstant(),
                        row.getTimestamp("due_at").toInstant()),
                instant(row, "warned_at"),
                instant(row, "escalated_at"),
                row.getString("escalated_to"),
                row.getInt("members"),
                row.getInt("waiting"),
                row.getLong("task_key"),
                entry == null ? null : new EntryId(entry),
                instant(row, "opened_at"),
                outcome == null ? null : ReviewOutcome.valueOf(outcome),
                instant(row, "closed_at"),
                row.getLong("version"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) Objects.requireNonNull(row.getArray(column)).getArray());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    ReviewGroupView view(List<Sampled> sample, List<ReviewView.Word> words) {
        return new ReviewGroupView(
                id,
                batch,
                client,
                kind,
                model,
                concern,
                rules,
                bias,
                approvalsNeeded,
                policyVersion,
                waitsFor,
                deadlines,
                warnedAt,
                escalatedAt,
                members,
                waiting,
                sample,
                Objects.requireNonNull(openedAt),
                outcome,
                closedAt,
                words,
                version);
    }

    /**
     * The seat that this person takes after these words.
     *
     * @throws Refusal.NotAllowed if none is free for any of the person's groups
     */
    String seatFor(Reviewer person, List<ReviewView.Word> words) {
        return new Seats(asked, taken(words))
                .seatFor(person.groups(), escalatedTo)
                .orElseThrow(() -> new Refusal.NotAllowed(
                        "not-your-group",
                        "Group " + id + " waits for " + String.join(" and ", waitsFor) + "; " + person.name()
                                + " is of " + String.join(", ", new TreeSet<>(person.groups())) + "."));
    }

    /** Who has still to be heard after these words and one that takes {@code seat}. */
    Seats seats(List<ReviewView.Word> words, String seat) {
        return new Seats(
                asked, Stream.concat(taken(words).stream(), Stream.of(seat)).toList());
    }

    private static List<String> taken(List<ReviewView.Word> words) {
        return words.stream().flatMap(word -> Stream.ofNullable(word.seat())).toList();
    }

    /** Groups of people whose members may decide while these seats are free. */
    List<String> waitsFor(Seats left) {
        List<String> free = left.free();
        return escalatedTo == null || free.contains(escalatedTo)
                ? free
                : Stream.concat(free.stream(), Stream.of(escalatedTo)).toList();
    }
}
