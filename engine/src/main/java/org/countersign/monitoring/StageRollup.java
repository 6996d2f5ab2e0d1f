package org.countersign.monitoring;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts what {@link StageCases} noted: steps become sums by day, model, campaign, group and stage, in one statement that
 * takes them away and adds them up, so that none is counted twice or lost. One at a time, wherever it runs.
 */
@Component
class StageRollup {

    private static final Logger LOG = LoggerFactory.getLogger(StageRollup.class);
    private static final int CHUNK = 5_000;

    /**
     * The repeated rows of one customer are one cluster: with n rows and y favoured ones counted before, one more row adds
     * (n+1)² − n² to the squares, and so on.
     */
    private static final String COUNT = """
            with moved as (
              delete from stage_step where id in (select id from stage_step order by id limit :chunk)
              returning id, suggestion, revision, stage, passed),
            steps as (
              select m.id, m.stage, m.passed, c.day, c.model_name, c.model_version, c.kind, c.campaign, c.subject, c.groups,
                     c.full_price, c.paid_price,
                     coalesce(s.eligible, 0) + row_number() over earlier - 1 as rows_before,
                     coalesce(s.favoured, 0) + count(*) filter (where m.passed) over earlier
                       - case when m.passed then 1 else 0 end as passed_before
                from moved m
                join stage_case c using (suggestion, revision)
                left join stage_subject s on s.model_name = c.model_name and s.model_version = c.model_version
                                         and s.stage = m.stage and s.subject = c.subject
              window earlier as (partition by c.model_name, c.model_version, m.stage, c.subject order by m.id
                                 rows between unbounded preceding and current row)),
            seen as (
              insert into stage_subject (model_name, model_version, stage, subject, eligible, favoured)
              select model_name, model_version, stage, subject, count(*), count(*) filter (where passed)
                from steps where subject is not null group by model_name, model_version, stage, subject
                order by model_name, model_version, stage, subject
              on conflict (model_name, model_version, stage, subject) do update
                set eligible = stage_subject.eligible + excluded.eligible,
                    favoured = stage_subject.favoured + excluded.favoured),
            cells as (
              select s.*, g.a, g.g,
                     case when s.stage = 'MODEL' then g.e else g.f end::double precision as x,
                     case when s.stage = 'MODEL' then g.f when s.passed then g.f else 0 end::double precision as y,
                     case when s.subject is null then 0 else s.rows_before end::double precision as n,
                     case when s.subject is null then 0 else s.passed_before end::double precision as p
                from steps s cross join lateral jsonb_to_recordset(s.groups) as g(a text, g text, e bigint, f bigint)
               where case when s.stage = 'MODEL' then g.e > 0 else g.f > 0 end)
            insert into stage_count (day, model_name, model_version, kind, campaign, attribute, grp, stage, clusters,
                                     eligible, favoured, eligible_squared, product, favoured_squared, full_price, paid_price)
            select day, model_name, model_version, kind, campaign, a, g, stage,
                   sum(case when n = 0 then 1 else 0 end), sum(x), sum(y),
                   sum(x * x + 2 * n * x), sum(x * y + n * y + p * x), sum(y * y + 2 * p * y),
                   coalesce(sum(x * full_price), 0), coalesce(sum(x * paid_price), 0)
              from cells
             group by day, model_name, model_version, kind, campaign, a, g, stage
             order by day, model_name, model_version, kind, campaign, a, g, stage
            on conflict (day, model_name, model_version, kind, campaign, attribute, grp, stage) do update
              set clusters = stage_count.clusters + excluded.clusters,
                  eligible = stage_count.eligible + excluded.eligible,
                  favoured = stage_count.favoured + excluded.favoured,
                  eligible_squared = stage_count.eligible_squared + excluded.eligible_squared,
                  product = stage_count.product + excluded.product,
                  favoured_squared = stage_count.favoured_squared + excluded.favoured_squared,
                  full_price = stage_count.full_price + excluded.full_price,
                  paid_price = stage_count.paid_price + excluded.paid_price
            """;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final SingleCustomers singles;

    StageRollup(JdbcClient sql, TransactionTemplate transaction, SingleCustomers singles) {
        this.sql = sql;
        this.transaction = transaction;
        this.singles = singles;
    }

    /** How often is set by {@code countersign.monitoring.interval}. */
    @Scheduled(fixedDelayString = "${countersign.monitoring.interval:PT5S}")
    void run() {
        try {
            rollUp();
        } catch (DataAccessException e) {
            // Nothing is lost: what was noted stays noted until it is counted.
            LOG.warn("Stages cannot be counted at the moment; tried again shortly: {}", e.getMessage());
        }
    }

    /** Counts everything noted so far. */
    void rollUp() {
        boolean more;
        do {
            more = Objects.requireNonNull(transaction.execute(status -> isMine() && countChunk()));
        } while (more);
    }

    private boolean countChunk() {
        long waiting = sql.sql("select count(*) from (select 1 from stage_step limit :chunk) s")
                .param("chunk", CHUNK)
                .query(Long.class)
                .single();
        if (waiting > 0) {
            sql.sql(COUNT).param("chunk", CHUNK).update();
        }
        singles.drawTogether();
        return waiting == CHUNK;
    }

    private boolean isMine() {
        return sql.sql("select pg_try_advisory_xact_lock(hashtextextended('stage-rollup', 0))")
                .query(Boolean.class)
                .single();
    }
}
