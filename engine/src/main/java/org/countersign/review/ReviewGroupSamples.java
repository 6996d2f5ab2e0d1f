package org.countersign.review;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.review.ReviewGroupView.Sampled;
import org.countersign.suggestion.SuggestionId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The members of groups that were drawn to be looked at, and who has looked. */
@Repository
class ReviewGroupSamples {

    private final JdbcClient sql;

    ReviewGroupSamples(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Draws the sample: the members with the lowest lots. Those that are alike in content have the same lot; between them
     * a hash of their ids decides, since the ids alone would choose whatever was sent first.
     */
    void draw(ReviewGroupId group, int size) {
        sql.sql("""
                        insert into review_group_sample (review, review_group, place)
                        select id, review_group, row_number() over (order by lot, md5(id::text)) from review
                        where review_group = ? and outcome is null order by lot, md5(id::text) limit ?
                        """).params(group.value(), size).update();
    }

    /** The drawn members in the order of the draw. */
    List<Sampled> of(ReviewGroupId group) {
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
}
