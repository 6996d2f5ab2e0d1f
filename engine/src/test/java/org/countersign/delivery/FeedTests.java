package org.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.Proofs;
import org.countersign.audit.Sequencer;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionReceived;
import org.countersign.suggestion.SuggestionRevised;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionsForgotten;
import org.countersign.testing.EngineTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@EngineTest
class FeedTests {

    @Autowired
    private ContentItems items;

    @Autowired
    private ContentRows rows;

    @Autowired
    private AuditEntries log;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private Proofs proofs;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private long start;

    @BeforeEach
    void readUpToHere() {
        sequencer.sequence();
        start = items.head();
    }

    @Test
    void showsAnItemOnlyOnceItsEntryStandsUnderASignedCheckpoint() {
        ContentId id = published().publish();

        assertThat(after(start).items()).isEmpty();
        sequencer.sequence();

        JsonNode item = only(after(start));
        assertThat(item.path("contentId").stringValue()).isEqualTo(id.toString());
        assertThat(item.path("type").stringValue()).isEqualTo("PUBLISHED");
        assertThat(item.path("position").longValue())
                .isLessThan(checkpoints.latest().size());
    }

    @Test
    void signsItemsAndHashesTheirContentSoThatAStrangerCanVerifyBoth() {
        published().publish();
        sequencer.sequence();

        JsonNode item = only(after(start));

        ItemVerifier verifier = new ItemVerifier(items.keys());
        assertThat(verifier.isSigned(item)).isTrue();
        assertThat(verifier.isHashed(item)).isTrue();
        assertThat(verifier.isSigned(item.deepCopy().asObject().put("validUntil", "2199-01-01T00:00:00Z")))
                .isFalse();
    }

    @Test
    @Tag("A17")
    void provesThatTheLogPublishedThisVeryContent() {
        published().publish();
        sequencer.sequence();
        JsonNode item = only(after(start));

        long position = item.path("position").longValue();
        JsonNode entry = log.range(position, position + 1).getFirst().document();
        proofs.inclusion(position, checkpoints.latest().size()).verify();

        assertThat(entry.path("type").stringValue()).isEqualTo("PUBLISHED");
        assertThat(entry.at("/facts/contentHash").stringValue())
                .isEqualTo(item.path("contentHash").stringValue());
        assertThat(item.at("/approval/entry").longValue()).isLessThan(position);
    }

    @Test
    void tellsThoseWhoHaveAnItemThatItIsGone() {
        Published published = published();
        ContentId id = published.publish();
        sequencer.sequence();
        long seen = after(start).next();

        published.end(SuggestionState.WITHDRAWN);
        assertThat(after(start).items()).as("hidden at once").isEmpty();
        sequencer.sequence();

        JsonNode tombstone = only(after(seen));
        assertThat(tombstone.path("type").stringValue()).isEqualTo("WITHDRAWN");
        assertThat(tombstone.path("contentId").stringValue()).isEqualTo(id.toString());
        assertThat(tombstone.path("content").isNull()).isTrue();
        assertThat(new ItemVerifier(items.keys()).isSigned(tombstone)).isTrue();
    }

    @Test
    void repeatsTombstonesToWhoCrashedBeforeStoringTheirPosition() {
        Published published = published();
        published.publish();
        sequencer.sequence();
        assertThat(after(start).items()).hasSize(1);

        published.end(SuggestionState.WITHDRAWN);
        sequencer.sequence();

        assertThat(only(after(start)).path("type").stringValue()).isEqualTo("WITHDRAWN");
    }

    @Test
    void takesBackWhatARevisionReplacesOnce() {
        Published published = published();
        published.publish();
        sequencer.sequence();
        long seen = items.head();

        transaction.executeWithoutResult(status -> {
            Instant expiry = Instant.parse("2099-01-01T00:00:00Z");
            context.publishEvent(new SuggestionRevised(published.suggestion(), 2, false, false, expiry));
            context.publishEvent(new SuggestionReceived(published.suggestion(), 2, false, expiry));
        });
        sequencer.sequence();

        assertThat(after(seen).items()).hasSize(1);
    }

    @Test
    void neverServesExpiredItemsAsLive() {
        published().until(Instant.now().minusSeconds(1)).publish();
        ContentId live = published().until(Instant.now().plusSeconds(3600)).publish();
        sequencer.sequence();

        FeedPage page = after(start);

        assertThat(only(page).path("contentId").stringValue()).isEqualTo(live.toString());
        assertThat(page.next()).isEqualTo(page.head());
        assertThat(page.staleAt())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3600));
    }

    @ParameterizedTest
    @CsvSource({
        "WEB,,2",
        "EMAIL,,1",
        "SMS,,0",
        ",DE,1",
        ",US,1",
        ",US-NY,2",
        ",US-CA,1",
        "WEB,US-NY,1",
        "EMAIL,DE,0",
    })
    void filtersByChannelAndMarketAndKeepsTheCursorValid(
            @Nullable String channel, @Nullable String market, int expected) {
        published().on("WEB").in("DE").publish();
        published().on("WEB", "EMAIL").in("US").publish();
        published().on("APP").in("US-NY").publish();
        sequencer.sequence();

        FeedPage page = items.feed(new FeedRequest(start, 100, channel, market));

        assertThat(page.items()).hasSize(expected);
        assertThat(page.next()).isEqualTo(page.head());
    }

    @Test
    void goesOnPageByPage() {
        for (int n = 0; n < 5; n++) {
            published().publish();
        }
        sequencer.sequence();
        List<Long> seen = new ArrayList<>();

        FeedPage page;
        long after = start;
        do {
            page = items.feed(new FeedRequest(after, 2, null, null));
            page.items().forEach(item -> seen.add(item.position()));
            after = page.next();
        } while (after < page.head());

        assertThat(seen).hasSize(5).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void changesItsVersionWithEveryChange() {
        Published published = published();
        published.publish();
        sequencer.sequence();
        String before = after(start).version();

        assertThat(after(start).version()).isEqualTo(before);
        published.end(SuggestionState.EXPIRED);
        assertThat(after(start).version()).isNotEqualTo(before);
    }

    @Test
    void asksThoseWhoWereAwayTooLongToReadAgain() {
        Published published = published();
        published.publish();
        published().publish();
        sequencer.sequence();
        long seen = after(start).next();
        published.end(SuggestionState.WITHDRAWN);
        sequencer.sequence();
        long sinceThen = items.head();
        jdbc.sql("update feed_item set at = at - interval '31 days' where position > ?")
                .param(seen)
                .update();

        assertThatThrownBy(() -> after(seen))
                .isInstanceOf(Refusal.Gone.class)
                .hasMessageContaining("Read again from 0");
        assertThat(after(sinceThen).items()).isEmpty();
        assertThat(items.feed(new FeedRequest(0, 1000, null, null)).items())
                .noneMatch(item -> item.position() == sinceThen);
    }

    @Test
    void refusesAPositionThisLogNeverHad() {
        long size = checkpoints.latest().size();

        assertThat(after(size - 1).items()).isEmpty();
        assertThatThrownBy(() -> after(size)).isInstanceOf(Refusal.Gone.class).hasMessageContaining("beyond this log");
    }

    @ParameterizedTest
    @CsvSource({"-1, 10", "0, 0", "0, 1001"})
    void refusesRequestsOutOfRange(long after, int limit) {
        assertThatThrownBy(() -> new FeedRequest(after, limit, null, null)).isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void forgetsAnErasedCustomersContentAndKeepsEveryProof() {
        Published published = published();
        ContentId id = published.publish();
        sequencer.sequence();
        long seen = items.head();

        transaction.executeWithoutResult(
                status -> context.publishEvent(new SuggestionsForgotten(List.of(published.suggestion()))));
        sequencer.sequence();

        assertThat(only(after(seen)).path("type").stringValue()).isEqualTo("WITHDRAWN");
        assertThat(rows.find(id))
                .get()
                .extracting(ContentItem::body, ContentItem::salt)
                .containsOnlyNulls();
        assertThat(jdbc.sql("select item from feed_item where content_id = ? and type = 'PUBLISHED'")
                        .param(id.value())
                        .query((row, number) -> row.getString(1) == null)
                        .single())
                .isTrue();
        assertThatThrownBy(() -> items.why(id)).isInstanceOf(Refusal.Gone.class).hasMessageContaining("erased");
        proofs.inclusion(seen, checkpoints.latest().size()).verify();
    }

    @Test
    void neverShowsAGapOrALateInsertWhilePublishersRaceWithASlowTransaction() throws Exception {
        int publishers = 4;
        int each = 50;
        CountDownLatch slowHasWritten = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Map<Long, String> seen = new TreeMap<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> slow = pool.submit(() -> transaction.executeWithoutResult(status -> {
                published().write();
                slowHasWritten.countDown();
                await(release);
            }));
            slowHasWritten.await();
            List<Future<?>> publishing = new ArrayList<>();
            for (int n = 0; n < publishers; n++) {
                publishing.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        published().publish();
                    }
                }));
            }
            Future<?> sequencing = pool.submit(() -> {
                while (!publishing.stream().allMatch(Future::isDone) || !slow.isDone()) {
                    sequencer.sequence();
                }
            });
            long after = start;
            boolean released = false;
            while (seen.size() < publishers * each + 1) {
                FeedPage page = items.feed(new FeedRequest(after, 7, null, null));
                for (FeedPage.Item item : page.items()) {
                    assertThat(item.position()).isGreaterThan(after);
                    assertThat(seen.put(item.position(), item.json())).isNull();
                }
                assertThat(page.next()).isGreaterThanOrEqualTo(after);
                after = page.next();
                if (!released && seen.size() > publishers * each / 2) {
                    release.countDown();
                    released = true;
                }
                if (sequencing.isDone()) {
                    sequencer.sequence();
                }
            }
            slow.get();
            sequencing.get();
        }

        Set<Long> all = new HashSet<>();
        items.feed(new FeedRequest(start, 1000, null, null)).items().forEach(item -> all.add(item.position()));
        assertThat(seen.keySet()).isEqualTo(all);
    }

    @Test
    void holdsTombstonesForTheConfiguredTime() {
        assertThatThrownBy(() -> new DeliveryProperties(Duration.ZERO)).hasMessageContaining("must be positive");
    }

    private Published published() {
        return Published.with(context);
    }

    private FeedPage after(long position) {
        return items.feed(new FeedRequest(position, 1000, null, null));
    }

    private static JsonNode only(FeedPage page) {
        assertThat(page.items()).hasSize(1);
        return Json.MAPPER.readTree(page.items().getFirst().json());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
