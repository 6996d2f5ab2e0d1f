package org.countersign.monitoring;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.ProposalsReceived;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Suggestions for customers one at a time, measured together: one of them says nothing about fairness, a batch of them
 * does. They share the result of all suggestions of their model version and kind in the same batch, or, posted by
 * themselves, in the last 24 hours.
 */
@Service
public class SingleCustomers {

    private static final int WINDOW_HOURS = 24;

    /** A group of two attributes below this is not judged, and no obstacle to judging the others. */
    private static final long SMALLEST_PAIR = 30;

    private final JdbcClient sql;
    private final Clock clock;

    SingleCustomers(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Counts of one group. */
    private record Count(String attribute, String group, long eligible, long favoured) {}

    private record Key(String model, String version, Kind kind, String attribute, String group) {}

    @EventListener
    void on(ProposalsReceived received) {
        Map<Key, long[]> counts = new LinkedHashMap<>();
        for (Proposal proposal : received.proposals()) {
            if (proposal.audience().subject() != null) {
                for (Cell cell : Cell.measurable(proposal)) {
                    long[] sums = counts.computeIfAbsent(
                            new Key(
                                    proposal.model().name(),
                                    proposal.model().version(),
                                    proposal.kind(),
                                    cell.attribute(),
                                    cell.group()),
                            key -> new long[2]);
                    sums[0] += cell.eligible() == null ? 0 : cell.eligible();
                    sums[1] += cell.favoured();
                }
            }
        }
        Instant now = clock.instant();
        String pool = pool(received.batch(), now);
        counts.forEach((key, sums) -> insert(key, pool, sums, now));
    }

    private void insert(Key key, String pool, long[] sums, Instant now) {
        sql.sql("""
                        insert into single_count (model_name, model_version, kind, pool, attribute, grp, eligible, favoured, at)
                        values (:model, :version, :kind, :pool, :attribute, :group, :eligible, :favoured, :at)
                        """)
                .param("model", key.model())
                .param("version", key.version())
                .param("kind", key.kind().name())
                .param("pool", pool)
                .param("attribute", key.attribute())
                .param("group", key.group())
                .param("eligible", sums[0])
                .param("favoured", sums[1])
                .param("at", Timestamp.from(now))
                .update();
    }

    /**
     * The checks that a suggestion for one customer shares with the others; empty where nothing about them says whom the
     * model could have favoured.
     *
     * @param batch it came with; null if it was posted by itself
     * @param counted whether it was taken in, and so is one of them already
     */
    @Transactional(readOnly = true)
    public List<BiasCheckRequest.Check> checks(Proposal proposal, @Nullable BatchId batch, boolean counted) {
        List<Count> counts = new ArrayList<>(read(proposal, batch));
        if (!counted) {
            Cell.measurable(proposal)
                    .forEach(cell -> counts.add(new Count(
                            cell.attribute(),
                            cell.group(),
                            cell.eligible() == null ? 0 : cell.eligible(),
                            cell.favoured())));
        }
        Map<String, Map<String, long[]>> attributes = new TreeMap<>();
        counts.forEach(count -> {
            long[] sums = attributes
                    .computeIfAbsent(count.attribute(), attribute -> new TreeMap<>())
                    .computeIfAbsent(count.group(), group -> new long[2]);
            sums[0] += count.eligible();
            sums[1] += count.favoured();
        });
        return attributes.entrySet().stream()
                .map(attribute -> check(attribute.getKey(), attribute.getValue()))
                .filter(check -> !Cell.isPair(check.name()) || check.groups().size() > 1)
                .toList();
    }

    private static BiasCheckRequest.Check check(String attribute, Map<String, long[]> groups) {
        boolean pair = Cell.isPair(attribute);
        return new BiasCheckRequest.Check(
                attribute,
                null,
                groups.entrySet().stream()
                        .filter(group -> !pair || group.getValue()[0] >= SMALLEST_PAIR)
                        .map(group -> new BiasCheckRequest.Group(
                                group.getKey(), clamp(group.getValue()[0]), clamp(group.getValue()[1])))
                        .toList());
    }

    private List<Count> read(Proposal proposal, @Nullable BatchId batch) {
        return sql.sql("""
                        select attribute, grp, sum(eligible) as eligible, sum(favoured) as favoured from single_count
                         where model_name = :model and model_version = :version and kind = :kind and pool = any(:pools)
                         group by attribute, grp
                        """)
                .param("model", proposal.model().name())
                .param("version", proposal.model().version())
                .param("kind", proposal.kind().name())
                .param("pools", pools(batch))
                .query((row, n) -> new Count(
                        row.getString("attribute"),
                        row.getString("grp"),
                        row.getLong("eligible"),
                        row.getLong("favoured")))
                .list();
    }

    private String[] pools(@Nullable BatchId batch) {
        Instant now = clock.instant();
        return batch != null
                ? new String[] {pool(batch, now)}
                : LongStream.range(0, WINDOW_HOURS)
                        .mapToObj(hours -> pool(null, now.minus(Duration.ofHours(hours))))
                        .toArray(String[]::new);
    }

    private static String pool(@Nullable BatchId batch, Instant at) {
        return batch != null ? "batch:" + batch : "hour:" + at.truncatedTo(ChronoUnit.HOURS);
    }

    /** Makes one row of many, and forgets batches and hours that are long past. Inside the roll-up's transaction. */
    void drawTogether() {
        sql.sql("""
                        with fresh as (
                          delete from single_count where id in (
                            select id from single_count where not drawn order by id limit 20000)
                          returning *)
                        insert into single_count (model_name, model_version, kind, pool, attribute, grp, eligible, favoured,
                                                  drawn, at)
                        select model_name, model_version, kind, pool, attribute, grp, sum(eligible), sum(favoured), true, max(at)
                          from fresh group by model_name, model_version, kind, pool, attribute, grp
                        """).update();
        sql.sql("delete from single_count where at < :past")
                .param("past", Timestamp.from(clock.instant().minus(Duration.ofDays(31))))
                .update();
    }

    private static int clamp(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
