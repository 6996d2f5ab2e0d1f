package org.countersign.review;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.shared.Ids;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.SuggestionId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of groups, their members and what was decided on them; see {@link ReviewGroupSamples} for the drawn ones. */
@Repository
class ReviewGroupRows {

    private static final String WAITING =
            "(select count(*) from review r where r.review_group = g.id and r.outcome is null) as waiting";

    private static final AskedText ASKED = new AskedText();

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;

    ReviewGroupRows(JdbcClient sql, JdbcTemplate jdbc) {
        this.sql = sql;
        this.jdbc = jdbc;
    }

    /**
     * The group of these reasons in a batch, made where there is none yet; no group that was opened takes members.
     *
     * @param deadlines of a group that is made
     */
    ReviewGroupId findOrMake(BatchId batch, String client, Reasons reasons, Deadlines deadlines) {
        sql.sql("""
                        insert into review_group (id, batch, reasons, client, kind, model, concern, rules, bias,
                            approvals_needed, policy_version, asked, waits_for, warn_at, escalate_at, due_at)
                        values (:id, :batch, :reasons, :client, :kind, :model, :concern, :rules, :bias, :needed, :policy,
                            :asked, :waitsFor, :warnAt, :escalateAt, :dueAt)
                        on conflict (batch, reasons) do nothing
                        """)
                .param("id", Ids.next())
                .param("batch", batch.value())
                .param("reasons", reasons.key())
                .param("client", client)
                .param("kind", reasons.kind().name())
                .param("model", reasons.model())
                .param("concern", reasons.concern().name())
                .param("rules", reasons.rules().toArray(String[]::new))
                .param("bias", reasons.bias())
                .param("needed", reasons.approvalsNeeded())
                .param("policy", reasons.policyVersion())
                .param("asked", ASKED.convertToDatabaseColumn(reasons.reviewers()))
                .param(
                        "waitsFor",
                        new Seats(reasons.reviewers(), List.of()).free().toArray(String[]::new))
                .param("warnAt", Timestamp.from(deadlines.warnAt()))
                .param("escalateAt", Timestamp.from(deadlines.escalateAt()))
                .param("dueAt", Timestamp.from(deadlines.dueAt()))
                .update();
        return new ReviewGroupId(sql.sql("select id from review_group where batch = ? and reasons = ?")
                .params(batch.value(), reasons.key())
                .query(UUID.class)
                .single());
    }

    /** Brings the deadlines of a group forward to those of a member that is in more of a hurry. */
    void hasten(ReviewGroupId group, Deadlines deadlines) {
        sql.sql("""
                        update review_group set warn_at = least(warn_at, :warnAt), due_at = least(due_at, :dueAt),
                            escalate_at = least(escalate_at, :escalateAt)
                        where id = :id and (warn_at > :warnAt or escalate_at > :escalateAt or due_at > :dueAt)
                        """)
                .param("warnAt", Timestamp.from(deadlines.warnAt()))
                .param("escalateAt", Timestamp.from(deadlines.escalateAt()))
                .param("dueAt", Timestamp.from(deadlines.dueAt()))
                .param("id", group.value())
                .update();
    }

    void join(List<Member> members) {
        jdbc.batchUpdate(
                "update review set review_group = ?, lot = ? where id = ?",
                members,
                Math.max(1, members.size()),
                (statement, member) -> {
                    statement.setObject(1, member.group().value());
                    statement.setString(2, member.lot());
                    statement.setObject(3, member.review().value());
                });
    }

    /** Takes reviews out of their group. */
    void leave(Collection<ReviewId> reviews) {
        sql.sql("update review set review_group = null where id = any(?)")
                .param(reviews.stream().map(ReviewId::value).toArray(UUID[]::new))
                .update();
    }

    /** A review about to become a member, and the lot it drew. */
    record Member(ReviewId review, ReviewGroupId group, String lot) {}

    /** The groups of a batch that are not open yet, locked. */
    List<ReviewGroupRow> forming(BatchId batch) {
        return sql.sql("select g.*, " + WAITING
                        + " from review_group g where batch = ? and opened_at is null and outcome is null"
                        + " order by id for update of g")
                .param(batch.value())
                .query(ReviewGroupRow::read)
                .list();
    }

    void open(ReviewGroupId group, int members, EntryId entry, Instant now) {
        sql.sql("update review_group set opened_at = ?, members = ?, entry = ?, version = version + 1 where id = ?")
                .params(Timestamp.from(now), members, entry.value(), group.value())
                .update();
    }

    /** Notes that those who may decide on it were warned. */
    void warned(ReviewGroupId group, Instant now) {
        sql.sql("update review_group set warned_at = ?, version = version + 1 where id = ?")
                .params(Timestamp.from(now), group.value())
                .update();
    }

    /** Hands it to another group of people too. */
    void escalated(ReviewGroupId group, String people, Instant now) {
        sql.sql("""
                        update review_group set escalated_at = :now, escalated_to = :people, version = version + 1,
                            waits_for = array_append(array_remove(waits_for, :people), :people)
                        where id = :id
                        """)
                .param("now", Timestamp.from(now))
                .param("people", people)
                .param("id", group.value())
                .update();
    }

    /** Whether a review is of an open group whose time is up. */
    boolean isDue(ReviewId review, Instant now) {
        return sql.sql("""
                        select exists (select 1 from review r join review_group g on g.id = r.review_group
                            where r.id = ? and g.opened_at is not null and g.outcome is null and g.due_at <= ?)
                        """)
                .params(review.value(), Timestamp.from(now))
                .query(Boolean.class)
                .single();
    }

    /** The group, locked until the transaction ends. */
    Optional<ReviewGroupRow> lock(ReviewGroupId id) {
        sql.sql("select id from review_group where id = ? for update")
                .param(id.value())
                .query(row -> {});
        return find(id);
    }

    Optional<ReviewGroupRow> find(ReviewGroupId id) {
        return sql.sql("select g.*, " + WAITING + " from review_group g where id = ?")
                .param(id.value())
                .query(ReviewGroupRow::read)
                .optional();
    }

    /** Open groups after {@code after} that still want the word of {@code person}, oldest first. */
    List<ReviewGroupRow> queue(Reviewer person, long after, int limit) {
        return sql.sql("select g.*, " + WAITING + """
                         from review_group g
                        where opened_at is not null and outcome is null and seq > :after
                          and waits_for && cast(:groups as text[]) and not exists
                            (select 1 from review_group_decision d where d.review_group = g.id and d.person = :person)
                        order by seq limit :limit
                        """)
                .param("after", after)
                .param("groups", person.groups().toArray(String[]::new))
                .param("person", person.name())
                .param("limit", limit)
                .query(ReviewGroupRow::read)
                .list();
    }

    /** How many open groups want the word of {@code person}. */
    long count(Reviewer person) {
        return sql.sql("""
                        select count(*) from review_group g where opened_at is not null and outcome is null
                          and waits_for && cast(:groups as text[]) and not exists
                            (select 1 from review_group_decision d where d.review_group = g.id and d.person = :person)
                        """)
                .param("groups", person.groups().toArray(String[]::new))
                .param("person", person.name())
                .query(Long.class)
                .single();
    }

    /** The groups of a batch, opened ones only, oldest first. */
    List<ReviewGroupRow> of(BatchId batch) {
        return sql.sql("select g.*, " + WAITING
                        + " from review_group g where batch = ? and opened_at is not null order by seq")
                .param(batch.value())
                .query(ReviewGroupRow::read)
                .list();
    }

    void awaitedBy(ReviewGroupId id, long taskKey) {
        sql.sql("update review_group set task_key = ? where id = ?")
                .params(taskKey, id.value())
                .update();
    }

    void end(ReviewGroupId id, ReviewOutcome outcome, Instant now) {
        sql.sql("update review_group set outcome = ?, closed_at = ?, version = version + 1 where id = ?")
                .params(outcome.name(), Timestamp.from(now), id.value())
                .update();
    }

    /**
     * Adds a word.
     *
     * @param seat that an approval takes
     * @param waitsFor groups of people whose members may decide from now on
     */
    void add(
            ReviewGroupId group, NewDecision decision, String seat, List<String> waitsFor, EntryId entry, Instant now) {
        sql.sql("""
                        insert into review_group_decision (id, review_group, person, decision, code, reason, seat, decided_at,
                            entry)
                        values (:id, :group, :person, :decision, :code, :reason, :seat, :now, :entry)
                        """)
                .param("id", Ids.next())
                .param("group", group.value())
                .param("person", decision.person().name())
                .param("decision", decision.decision().name())
                .param("code", decision.code() == null ? null : decision.code().name())
                .param("reason", decision.reason())
                .param("seat", decision.decision() == Decision.APPROVE ? seat : null)
                .param("now", Timestamp.from(now))
                .param("entry", entry.value())
                .update();
        sql.sql("update review_group set waits_for = ?, version = version + 1 where id = ?")
                .params(waitsFor.toArray(String[]::new), group.value())
                .update();
    }

    /** What people decided on it, oldest first. */
    List<ReviewView.Word> words(ReviewGroupId group) {
        return sql.sql("select * from review_group_decision where review_group = ? order by decided_at")
                .param(group.value())
                .query((row, number) -> new ReviewView.Word(
                        row.getString("person"),
                        Decision.valueOf(row.getString("decision")),
                        row.getString("code") == null ? null : ReasonCode.valueOf(row.getString("code")),
                        row.getString("reason"),
                        List.of(),
                        row.getString("seat"),
                        row.getTimestamp("decided_at").toInstant(),
                        new EntryId(row.getObject("entry", UUID.class))))
                .list();
    }

    /** The group of a review; empty if it has none. */
    Optional<ReviewGroupId> groupOf(ReviewId review) {
        return sql.sql("select review_group from review where id = ? and review_group is not null")
                .param(review.value())
                .query(UUID.class)
                .optional()
                .map(ReviewGroupId::new);
    }

    /** Suggestions of members that still wait, at most {@code limit}. */
    List<SuggestionId> waiting(ReviewGroupId group, int limit) {
        return sql.sql(
                        "select suggestion from review where review_group = ? and outcome is null order by suggestion limit ?")
                .params(group.value(), limit)
                .query((row, number) -> new SuggestionId(row.getObject("suggestion", UUID.class)))
                .list();
    }
}
