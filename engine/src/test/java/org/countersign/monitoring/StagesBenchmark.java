package org.countersign.monitoring;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The fairness page over a million decisions: counting them once, and reading the page from the sums beside adding up the
 * million rows themselves, in the same run. Run by hand, {@code -Dtest=StagesBenchmark
 * -Dtests.jit=-XX:TieredStopAtLevel=4}; figures are in
 * {@code docs/performance.md}. Not a test: it asserts nothing about time.
 */
@EngineTest
class StagesBenchmark {

    private static final int DECISIONS = Integer.getInteger("benchmark.decisions", 1_000_000);
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final LocalDate LAST = FIRST.plusDays(89);

    @Autowired
    private JdbcClient sql;

    @Autowired
    private StageRollup rollup;

    @Autowired
    private Stages stages;

    @Test
    void page() {
        sql.sql("""
                        insert into stage_case (suggestion, revision, day, model_name, model_version, kind, campaign, subject,
                                                wants_slot, groups, full_price, paid_price, policy)
                        select gen_random_uuid(), 1, date '2026-01-01' + (n % 90), 'model-' || n % 5, '1', 'PRICE_OFFER',
                               'campaign-' || n % 20, gen_random_uuid(), false,
                               jsonb_build_array(
                                 jsonb_build_object('a', 'age', 'g', 'group-' || n % 7, 'e', 1, 'f', 1),
                                 jsonb_build_object('a', 'market', 'g', 'market-' || n % 11, 'e', 1, 'f', 1)),
                               10, 9, true
                          from generate_series(1, :n) n
                        """).param("n", DECISIONS).update();
        sql.sql(
                        "insert into stage_step (suggestion, revision, stage, passed) select suggestion, revision, 'POLICY', random() < 0.9 from stage_case")
                .update();
        long counted = time(() -> {
            rollup.rollUp();
            return 0;
        });
        ChainQuery query = new ChainQuery(FIRST, LAST, null, null, null, null, "age");
        stages.chain(query);
        long page = best(() -> stages.chain(query).links().size()
                + stages.choices(FIRST, LAST).campaigns().size());
        long raw = best(() -> sql.sql("""
                        select c.policy, g.g, count(*) from stage_case c
                          cross join lateral jsonb_to_recordset(c.groups) as g(a text, g text, e bigint, f bigint)
                         where g.a = 'age' group by 1, 2
                        """).query((row, n) -> n).list().size());
        System.out.printf(
                Locale.ROOT,
                "%d decisions: counted in %d ms (%.0f/s), page %d ms from %d sums, the rows themselves %d ms, ratio %.3f%n",
                DECISIONS,
                counted,
                DECISIONS * 1000.0 / counted,
                page,
                sql.sql("select count(*) from stage_count").query(Long.class).single(),
                raw,
                (double) page / raw);
    }

    private static long best(IntSupplier work) {
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            best = Math.min(best, time(work));
        }
        return best;
    }

    private static long time(IntSupplier work) {
        long start = System.nanoTime();
        int result = work.getAsInt();
        long taken = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return result < 0 ? -1 : taken;
    }
}
