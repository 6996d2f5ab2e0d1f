package org.countersign.review;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.shared.Ids;
import org.countersign.suggestion.SuggestionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is read and written in bulk about reviews: the queue, approvals, and who is looking. */
@Repository
class ReviewRows {

    // Longer than two of the page's signs of life, which come every minute.
    private static final Duration STILL_LOOKING = Duration.ofSeconds(150);

    private final JdbcClient sql;

    ReviewRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** A place in the queue. */
    record Place(long seq, UUID review) {}

    /**
     * Open reviews after {@code after} that still want the word of {@code person}, oldest first; members of a group come
     * with their group.
     */
    List<Place> queue(Reviewer person, QueueFilter filter, long after, int limit) {
        Map<String, Object> parameters = new HashMap<>(
                Map.of("person", person.name(), "groups", groups(person), "after", after, "limit", limit));
        StringBuilder query = new StringBuilder("""
                select seq, id from review r
                where outcome is null and review_group is null and seq > :after
                  and waits_for && cast(:groups as text[]) and not exists
                    (select 1 from review_decision d where d.review = r.id and d.person = :person)
                """);
        if (filter.kind() != null) {
            query.append("and kind = :kind\n");
            parameters.put("kind", filter.kind().name());
        }
        if (filter.concern() != null) {
            query.append("and concern = :concern\n");
            parameters.put("concern", filter.concern().name());
        }
        return sql.sql(query.append("order by seq limit :limit").toString())
                .params(parameters)
                .query((row, n) -> new Place(row.getLong("seq"), row.getObject("id", UUID.class)))
                .list();
    }

    /** How many open reviews want the word of {@code person}. */
    long count(Reviewer person) {
        return sql.sql("""
                        select count(*) from review r where outcome is null and review_group is null
                          and waits_for && cast(:groups as text[]) and not exists
                            (select 1 from review_decision d where d.review = r.id and d.person = :person)
                        """)
                .param("groups", groups(person))
                .param("person", person.name())
                .query(Long.class)
                .single();
    }

    private static String[] groups(Reviewer person) {
        return person.groups().toArray(String[]::new);
    }

    /** Some whose time is up; another instance may be ending them at the same moment. */
    List<SuggestionId> due(Instant now, int limit) {
        return sql.sql("""
                        (select suggestion from review where outcome is null and due_at <= :now
                         order by due_at limit :limit)
                        union all
                        select r.suggestion from review_group g join review r on r.review_group = g.id
                        where g.opened_at is not null and g.outcome is null and g.due_at <= :now and r.outcome is null
                        limit :limit
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, n) -> new SuggestionId(row.getObject("suggestion", UUID.class)))
                .list();
    }

    /**
     * Ends the open reviews of these suggestions without a decision: they were overtaken.
     *
     * @return the groups that lost a member by it, in the order of ids
     */
    List<ReviewGroupId> close(Collection<SuggestionId> suggestions, Instant now) {
        return sql.sql("""
                        with closed as (
                          update review set outcome = 'CLOSED', closed_at = ?, version = version + 1
                           where suggestion = any(?) and outcome is null returning review_group)
                        select distinct review_group from closed where review_group is not null order by review_group
                        """)
                .params(
                        Timestamp.from(now),
                        suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query((row, number) -> new ReviewGroupId(row.getObject("review_group", UUID.class)))
                .list();
    }

    boolean look(ReviewId review, String person, Instant now) {
        return sql.sql("""
                        insert into review_look (review, person, since, seen) values (:review, :person, :now, :now)
                        on conflict (review, person) do update set seen = excluded.seen,
                            since = case when review_look.seen < :stale then excluded.since else review_look.since end
                        returning since = :now
                        """)
                .param("review", review.value())
                .param("person", person)
                .param("now", Timestamp.from(now))
                .param("stale", Timestamp.from(now.minus(STILL_LOOKING)))
                .query(Boolean.class)
                .single();
    }

    /** Notes that this person does not have it open any more; since when they had, if that is known. */
    Optional<Instant> leave(ReviewId review, String person) {
        return sql.sql("delete from review_look where review = :review and person = :person returning since")
                .param("review", review.value())
                .param("person", person)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Which suggestion a review is about, without reading the review: its lock comes first. */
    Optional<SuggestionId> suggestionOf(ReviewId review) {
        return sql.sql("select suggestion from review where id = :id")
                .param("id", review.value())
                .query(UUID.class)
                .optional()
                .map(SuggestionId::new);
    }

    /** Who has each of these open at {@code now}, longest first. */
    Map<UUID, List<ReviewView.Look>> looking(Collection<UUID> reviews, Instant now) {
        Map<UUID, List<ReviewView.Look>> looking = new HashMap<>();
        sql.sql("""
                        select review, person, since from review_look
                        where review = any(:reviews) and seen >= :stale order by since
                        """)
                .param("reviews", reviews.toArray(UUID[]::new))
                .param("stale", Timestamp.from(now.minus(STILL_LOOKING)))
                .query(row -> {
                    looking.computeIfAbsent(row.getObject("review", UUID.class), key -> new ArrayList<>())
                            .add(new ReviewView.Look(
                                    row.getString("person"),
                                    row.getTimestamp("since").toInstant()));
                });
        return looking;
    }

    /** Deletes what people wrote about these, and the unsalted hashes of their content. */
    void forget(Collection<SuggestionId> suggestions) {
        UUID[] ids = suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new);
        sql.sql("update review set content_hash = '' where suggestion = any(:suggestions)")
                .param("suggestions", ids)
                .update();
        sql.sql("update approval set content_hash = '' where suggestion = any(:suggestions)")
                .param("suggestions", ids)
                .update();
        sql.sql("""
                        update review_decision d set reason = null, changes = '[]' from review r
                        where r.id = d.review and r.suggestion = any(:suggestions)
                        """)
                .param(
                        "suggestions",
                        suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .update();
    }

    void insertApproval(Review review, String person, EntryId entry, Instant now) {
        sql.sql("""
                        insert into approval (id, suggestion, revision, review, person, content_hash, policy_version,
                            record_hash, approved_at, entry)
                        values (:id, :suggestion, :revision, :review, :person, :hash, :policy, :record, :now, :entry)
                        """)
                .param("id", Ids.next())
                .param("suggestion", review.suggestion().value())
                .param("revision", review.revision())
                .param("review", review.id().value())
                .param("person", person)
                .param("hash", review.contentHash())
                .param("policy", review.policyVersion())
                .param("record", review.recordHash())
                .param("now", Timestamp.from(now))
                .param("entry", entry.value())
                .update();
    }

    /** What these approvals were said to has changed; the rows stay, as a record of what was said. */
    void approvalsFall(SuggestionId suggestion, String because, Instant now) {
        sql.sql("""
                        update approval set fell_at = :now, fell_because = :because
                        where suggestion = :suggestion and fell_at is null
                        """)
                .param("now", Timestamp.from(now))
                .param("because", because)
                .param("suggestion", suggestion.value())
                .update();
    }

    /** Every approval by a person that has not fallen, oldest first; left out where there is none. */
    Map<SuggestionId, List<Approval>> approvals(Collection<SuggestionId> suggestions) {
        Map<SuggestionId, List<Approval>> approvals = new HashMap<>();
        sql.sql("select * from approval where suggestion = any(?) and fell_at is null order by seq")
                .param(suggestions.stream().map(SuggestionId::value).toArray(UUID[]::new))
                .query(row -> {
                    SuggestionId suggestion = new SuggestionId(row.getObject("suggestion", UUID.class));
                    approvals
                            .computeIfAbsent(suggestion, id -> new ArrayList<>())
                            .add(new Approval(
                                    "PERSON:" + row.getString("person"),
                                    row.getTimestamp("approved_at").toInstant(),
                                    row.getInt("revision"),
                                    row.getString("content_hash"),
                                    row.getString("policy_version"),
                                    row.getString("record_hash"),
                                    row.getString("entry")));
                });
        return approvals;
    }
}
