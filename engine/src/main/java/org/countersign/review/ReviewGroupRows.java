package org.countersign.review;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.review.ReviewGroupView.Sampled;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of groups. */
@Repository
class ReviewGroupRows {

    private static final String WAITING =
            "(select count(*) from review r where r.review_group = g.id and r.outcome is null) as waiting";

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;

    ReviewGroupRows(JdbcClient sql, JdbcTemplate jdbc) {
        this.sql = sql;
        this.jdbc = jdbc;
    }

    /** The group of these reasons in a batch, made where there is none yet; no group that was opened takes members. */
    ReviewGroupId findOrMake(BatchId batch, String client, Reasons reasons) {
        sql.sql("""
                        insert into review_group (id, batch, reasons, client, kind, model, concern, rules, bias,
                            approvals_needed, policy_version)
                        values (:id, :batch, :reasons, :client, :kind, :model, :concern, :rules, :bias, :needed, :policy)
                        on conflict (batch, reasons) do nothing
                        """)
                .param("id", UUID.randomUUID())
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
                .update();
        return new ReviewGroupId(sql.sql("select id from review_group where batch = ? and reasons = ?")
                .params(batch.value(), reasons.key())
                .query(UUID.class)
                .single());
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
    List<Group> forming(BatchId batch) {
        return sql.sql("select g.*, " + WAITING
                        + " from review_group g where batch = ? and opened_at is null and outcome is null"
                        + " order by id for update of g")
                .param(batch.value())
                .query(Group::read)
                .list();
    }

    void open(ReviewGroupId group, int members, EntryId entry, Instant now) {
        sql.sql("update review_group set opened_at = ?, members = ?, entry = ?, version = version + 1 where id = ?")
                .params(Timestamp.from(now), members, entry.value(), group.value())
                .update();
    }

    /** Draws the sample: the members with the lowest lots. */
    void draw(ReviewGroupId group, int size) {
        sql.sql("""
                        insert into review_group_sample (review, review_group, place)
                        select id, review_group, row_number() over (order by lot, id) from review
                        where review_group = ? and outcome is null order by lot, id limit ?
                        """).params(group.value(), size).update();
    }

    /** The group, locked until the transaction ends. */
    Optional<Group> lock(ReviewGroupId id) {
        sql.sql("select id from review_group where id = ? for update")
                .param(id.value())
                .query(row -> {});
        return find(id);
    }

    Optional<Group> find(ReviewGroupId id) {
        return sql.sql("select g.*, " + WAITING + " from review_group g where id = ?")
                .param(id.value())
                .query(Group::read)
                .optional();
    }

    /** Open groups after {@code after} that still want the word of {@code person}, oldest first. */
    List<Group> queue(String person, long after, int limit) {
        return sql.sql("select g.*, " + WAITING + """
                         from review_group g
                        where opened_at is not null and outcome is null and seq > ? and not exists
                            (select 1 from review_group_decision d where d.review_group = g.id and d.person = ?)
                        order by seq limit ?
                        """)
                .params(after, person, limit)
                .query(Group::read)
                .list();
    }

    /** How many open groups want the word of {@code person}. */
    long count(String person) {
        return sql.sql("""
                        select count(*) from review_group g where opened_at is not null and outcome is null and not exists
                            (select 1 from review_group_decision d where d.review_group = g.id and d.person = ?)
                        """).param(person).query(Long.class).single();
    }

    /** The groups of a batch, opened ones only, oldest first. */
    List<Group> of(BatchId batch) {
        return sql.sql("select g.*, " + WAITING
                        + " from review_group g where batch = ? and opened_at is not null order by seq")
                .param(batch.value())
                .query(Group::read)
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

    void add(ReviewGroupId group, NewDecision decision, EntryId entry, Instant now) {
        sql.sql("""
                        insert into review_group_decision (id, review_group, person, decision, code, reason, decided_at, entry)
                        values (:id, :group, :person, :decision, :code, :reason, :now, :entry)
                        """)
                .param("id", UUID.randomUUID())
                .param("group", group.value())
                .param("person", decision.person().name())
                .param("decision", decision.decision().name())
                .param("code", decision.code() == null ? null : decision.code().name())
                .param("reason", decision.reason())
                .param("now", Timestamp.from(now))
                .param("entry", entry.value())
                .update();
        sql.sql("update review_group set version = version + 1 where id = ?")
                .param(group.value())
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
                        null,
                        row.getTimestamp("decided_at").toInstant(),
                        new EntryId(row.getObject("entry", UUID.class))))
                .list();
    }

    List<Sampled> sample(ReviewGroupId group) {
        Map<UUID, List<String>> looks = new HashMap<>();
        sql.sql("""
                        select l.review, l.person from review_group_look l join review_group_sample s using (review)
                        where s.review_group = ? order by l.at
                        """).param(group.value()).query(row -> {
            looks.computeIfAbsent(row.getObject("review", UUID.class), review -> new ArrayList<>())
                    .add(row.getString("person"));
        });
        return sql.sql("""
                        select s.review, r.suggestion, r.outcome is null and r.review_group = s.review_group as waiting
                        from review_group_sample s join review r on r.id = s.review
                        where s.review_group = ? order by s.place
                        """)
                .param(group.value())
                .query((row, number) -> {
                    UUID review = row.getObject("review", UUID.class);
                    return new Sampled(
                            new ReviewId(review),
                            new SuggestionId(row.getObject("suggestion", UUID.class)),
                            row.getBoolean("waiting"),
                            looks.getOrDefault(review, List.of()));
                })
                .list();
    }

    /** Notes that this person has opened a review, if it was drawn. */
    void look(ReviewId review, String person, Instant now) {
        sql.sql("""
                        insert into review_group_look (review, person, at)
                        select review, ?, ? from review_group_sample where review = ? on conflict do nothing
                        """).params(person, Timestamp.from(now), review.value()).update();
    }

    /** The group of a review; empty if it has none. */
    Optional<ReviewGroupId> groupOf(ReviewId review) {
        return sql.sql("select review_group from review where id = ? and review_group is not null")
                .param(review.value())
                .query(UUID.class)
                .optional()
                .map(ReviewGroupId::new);
    }

    boolean hasWaiting(ReviewGroupId group) {
        return sql.sql("select exists (select 1 from review where review_group = ? and outcome is null)")
                .param(group.value())
                .query(Boolean.class)
                .single();
    }

    /** Suggestions of members that still wait, at most {@code limit}. */
    List<SuggestionId> waiting(ReviewGroupId group, int limit) {
        return sql.sql(
                        "select suggestion from review where review_group = ? and outcome is null order by suggestion limit ?")
                .params(group.value(), limit)
                .query((row, number) -> new SuggestionId(row.getObject("suggestion", UUID.class)))
                .list();
    }

    /**
     * A row of the table.
     *
     * @param openedAt null while its batch is still being screened
     */
    record Group(
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
            int members,
            int waiting,
            long taskKey,
            @Nullable EntryId entry,
            @Nullable Instant openedAt,
            @Nullable ReviewOutcome outcome,
            @Nullable Instant closedAt,
            long version) {

        static Group read(ResultSet row, int number) throws SQLException {
            Array rules = Objects.requireNonNull(row.getArray("rules"));
            UUID entry = row.getObject("entry", UUID.class);
            String outcome = row.getString("outcome");
            return new Group(
                    new ReviewGroupId(row.getObject("id", UUID.class)),
                    row.getLong("seq"),
                    new BatchId(row.getObject("batch", UUID.class)),
                    row.getString("client"),
                    Kind.valueOf(row.getString("kind")),
                    row.getString("model"),
                    Concern.valueOf(row.getString("concern")),
                    List.of((String[]) rules.getArray()),
                    row.getString("bias"),
                    row.getInt("approvals_needed"),
                    row.getString("policy_version"),
                    row.getInt("members"),
                    row.getInt("waiting"),
                    row.getLong("task_key"),
                    entry == null ? null : new EntryId(entry),
                    instant(row, "opened_at"),
                    outcome == null ? null : ReviewOutcome.valueOf(outcome),
                    instant(row, "closed_at"),
                    row.getLong("version"));
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
                    members,
                    waiting,
                    sample,
                    Objects.requireNonNull(openedAt),
                    outcome,
                    closedAt,
                    words,
                    version);
        }
    }
}
