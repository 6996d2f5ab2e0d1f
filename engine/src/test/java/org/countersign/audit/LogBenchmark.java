package org.countersign.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.countersign.archive.Archives;
import org.countersign.delivery.ContentItems;
import org.countersign.delivery.FeedRequest;
import org.countersign.delivery.Published;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.testing.EngineTest;
import org.countersign.testing.TestDatabase;
import org.countersign.verifier.ExportVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The log's figures for docs/performance.md, by hand: {@code -Dtest=LogBenchmark -Dlog.benchmark=1000000
 * -Dtests.jit=-XX:TieredStopAtLevel=4}. The test
 * database does not wait for the disk, so ratios count and absolute figures do not.
 */
@EngineTest
@EnabledIfSystemProperty(named = "log.benchmark", matches = "[0-9]+")
class LogBenchmark {

    private static final int ENTRIES = Integer.getInteger("log.benchmark", 100_000);
    private static final int TIMED = 20_000;
    private static final int THREADS = 4;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private AuditEntries entries;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private Proofs proofs;

    @Autowired
    private Archives archives;

    @Autowired
    private ContentItems items;

    @Autowired
    private LogSearch search;

    @Autowired
    private LogIndex index;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Value("${spring.datasource.url}")
    private String url;

    @Test
    void measure() throws Exception {
        plain(2_000);
        appended(2_000);
        double plain = 0;
        double appended = 0;
        for (int round = 0; round < 3; round++) {
            plain += plain(TIMED);
            appended += appended(TIMED);
        }
        System.out.printf(
                "BENCH appends/s with sequencing %.0f, plain inserts/s %.0f, ratio %.2f%n",
                appended / 3, plain / 3, appended / plain);

        Instant before = fill();
        long size = checkpoints.latest().size();
        proofs.inclusion(1, size).verify();
        long begin = System.nanoTime();
        for (int n = 0; n < 200; n++) {
            proofs.inclusion(1, size).verify();
        }
        System.out.printf("BENCH proof for entry 1 of %d: %.2f ms%n", size, (System.nanoTime() - begin) / 200e6);

        for (int n = 0; n < 3; n++) {
            items.feed(new FeedRequest(0, 1000, null, null));
        }
        begin = System.nanoTime();
        int served = 0;
        for (int n = 0; n < 20; n++) {
            served = items.feed(new FeedRequest(0, 1000, null, null)).items().size();
        }
        System.out.printf("BENCH first page, %d items: %.1f ms%n", served, (System.nanoTime() - begin) / 20e6);

        Path file = Files.createTempFile("log", ".zip");
        try (var out = Files.newOutputStream(file)) {
            archives.writeLog(Actor.client("auditor"), out);
        }
        begin = System.nanoTime();
        ExportVerifier.Report report =
                new ExportVerifier(Set.of(checkpoints.publicKey()), Set.of(), List.of()).verify(file);
        System.out.printf(
                "BENCH verified %d entries, %d items, good %s: %.1f s, %d MB%n",
                report.entries(),
                report.items(),
                report.findings().errors().isEmpty()
                        ? "yes"
                        : report.findings().errors().getFirst(),
                (System.nanoTime() - begin) / 1e9,
                Files.size(file) >> 20);
        Files.delete(file);

        int buried = bury();
        begin = System.nanoTime();
        for (int n = 0; n < 20; n++) {
            served = items.feed(new FeedRequest(0, 1000, "KIOSK", null)).items().size();
        }
        System.out.printf(
                "BENCH page behind %d withdrawn items, %d items: %.1f ms%n",
                buried, served, (System.nanoTime() - begin) / 20e6);

        begin = System.nanoTime();
        index.run();
        System.out.printf("BENCH indexed %.0f entries/s%n", size / ((System.nanoTime() - begin) / 1e9));
        JdbcClient.create(TestDatabase.administrator(url)).sql("vacuum analyze").update();
        search("by subject", new LogQuery(null, Set.of(), null, null, "suggestion:none", null));
        search("by type", new LogQuery(null, Set.of(EntryType.APPROVAL), null, null, null, null));
        search("by nobody's name", new LogQuery("nobody", Set.of(), null, null, null, null));
        search("by who is in nearly all", new LogQuery("benchmark", Set.of(), null, null, null, null));
        search("by who is in old ones alone", new LogQuery("SYSTEM:test", Set.of(), null, null, null, null));
        search("in the time before", new LogQuery(null, Set.of(), null, before, null, null));
        search(
                "by who and type in the time before",
                new LogQuery("SYSTEM:test", Set.of(EntryType.APPROVAL), null, before, null, null));
        search("text that is common", new LogQuery(null, Set.of(), null, null, null, "RECOMMENDATION"));
        search("text in one entry", new LogQuery(null, Set.of(), null, null, null, "needle-in-a-payload"));
        search("text in none", new LogQuery(null, Set.of(), null, null, null, "no such text anywhere"));
    }

    private void search(String what, LogQuery query) {
        search.find(query, Long.MAX_VALUE, 51);
        long begin = System.nanoTime();
        int found = search.find(query, Long.MAX_VALUE, 51).size();
        System.out.printf(
                "BENCH search %s in %d entries: %d found, %.0f ms%n",
                what, checkpoints.latest().size(), found, (System.nanoTime() - begin) / 1e6);
    }

    /**
     * Old items that are gone, long past the horizon of their tombstones, before a thousand that are live.
     *
     * @return how many are gone
     */
    private int bury() {
        long before = checkpoints.latest().size();
        long taken = jdbc.sql("select max(position) from feed_item")
                .query(Long.class)
                .single();
        int pairs = (int) Math.min(150_000, (before - taken) / 2 - 10);
        JdbcClient.create(TestDatabase.administrator(url))
                .sql("""
                        with old as (
                          insert into content_item (content_id, suggestion_id, generation, revision, kind, channels,
                              markets, valid_from, valid_until, content_hash, approval, approval_entry,
                              published_entry, withdrawn_entry, withdrawn_at)
                          select gen_random_uuid(), gen_random_uuid(), 1, 1, 'PRICE_OFFER', '{WEB}', '{DE}', now(),
                              now(), '', '{}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now()
                            from generate_series(1, ?) returning content_id),
                        numbered as (select content_id, row_number() over () as n from old)
                        insert into feed_item (position, type, content_id, at, item, gone)
                        select ? + 2 * n + k, case k when 0 then 'PUBLISHED' else 'WITHDRAWN' end, content_id,
                            now() - interval '400 days', repeat('x', 1200), k = 0
                          from numbered, (values (0), (1)) as kinds (k)
                        """)
                .params(pairs, before - 10 - 2L * pairs)
                .update();
        for (int n = 0; n < 1_000; n++) {
            Published.with(context).on("KIOSK").publish();
        }
        sequencer.sequence();
        JdbcClient.create(TestDatabase.administrator(url)).sql("vacuum analyze").update();
        return 2 * pairs;
    }

    /** One row per transaction with what an entry holds, and nothing else. */
    private double plain(int count) throws Exception {
        JdbcClient.create(TestDatabase.administrator(url))
                .sql("create table if not exists plain (written bigint generated always as identity primary key, "
                        + "entry_id uuid not null unique, type text, subject text, at timestamptz, leaf bytea); "
                        + "create index if not exists plain_subject on plain (subject, written); "
                        + "create index if not exists plain_type on plain (type, written); "
                        + "grant all on plain to public")
                .update();
        byte[] leaf = new byte[420];
        return timed(
                count,
                () -> jdbc.sql("insert into plain (entry_id, type, subject, at, leaf) values (?, ?, ?, ?, ?)")
                        .params(
                                UUID.randomUUID(),
                                "SCREENING",
                                "suggestion:s",
                                Clock.systemUTC().instant().atOffset(ZoneOffset.UTC),
                                leaf)
                        .update(),
                false);
    }

    private double appended(int count) throws Exception {
        return timed(count, () -> entries.append(entry()), true);
    }

    private double timed(int count, Runnable work, boolean sequencing) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        long begin = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1)) {
            Future<?> sequencer250ms = pool.submit(() -> {
                while (sequencing && !done.await(250, TimeUnit.MILLISECONDS)) {
                    sequencer.sequence();
                }
                return null;
            });
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                all.add(pool.submit(() -> {
                    for (int n = 0; n < count / THREADS; n++) {
                        transaction.executeWithoutResult(status -> work.run());
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
            done.countDown();
            sequencer250ms.get();
        }
        if (sequencing) {
            sequencer.sequence();
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    /**
     * By SQL, since a million transactions would take an hour; the sequencer sees no difference.
     *
     * @return when the first thousands were there
     */
    private Instant fill() {
        for (int n = 0; n < 2_000; n++) {
            Published.with(context).publish();
        }
        transaction.executeWithoutResult(status -> entries.append(
                entry().withPayload(Json.MAPPER.createObjectNode().put("text", "a needle-in-a-payload"))));
        sequencer.sequence();
        Instant before = Clock.systemUTC().instant();
        long missing = ENTRIES - checkpoints.latest().size();
        JdbcClient.create(TestDatabase.administrator(url))
                .sql("""
                        insert into audit_pending (entry_id, type, subject, at, leaf)
                          select id, 'RECEIPT', 'suggestion:' || id, now(), convert_to(
                            '{"actor":"SYSTEM:benchmark","at":"' || to_char(now() at time zone 'utc',
                            'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '","facts":{"commitment":"' || repeat('9f86d081', 8)
                            || '","kind":"RECOMMENDATION","revision":"1"},"id":"' || id
                            || '","previous":[],"subject":"suggestion:' || id || '","type":"RECEIPT","version":"1"}', 'UTF8')
                          from (select gen_random_uuid() as id from generate_series(1, ?)) t
                        """)
                .param(missing)
                .update();
        long begin = System.nanoTime();
        sequencer.sequence();
        System.out.printf("BENCH sequenced %.0f entries/s%n", missing / ((System.nanoTime() - begin) / 1e9));
        return before;
    }

    private static NewEntry entry() {
        return NewEntry.of(
                EntryType.RECEIPT,
                "suggestion:" + UUID.randomUUID(),
                Actor.system("benchmark"),
                Map.of(
                        "revision", "1",
                        "commitment", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "at", Instant.EPOCH.toString()));
    }
}
