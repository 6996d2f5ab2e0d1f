package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.CountersignApplication;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.Sequencer;
import org.countersign.consumer.ContentFeed;
import org.countersign.delivery.ContentItems;
import org.countersign.delivery.Published;
import org.countersign.proof.NoteKey;
import org.countersign.suggestion.SuggestionState;
import org.countersign.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ten consumers at random speeds, who crash at random moments, against a feed that two instances of the application
 * publish to and withdraw from. {@code -Dpollers.items=100000} makes it the long version.
 */
class FeedPollersIT {

    private static final int ITEMS = Integer.getInteger("pollers.items", 300);
    private static final int POLLERS = 10;

    @TempDir
    private Path directory;

    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    private final Set<String> stillLive = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void startTwoInstances() {
        Map<String, String> database = TestDatabase.create();
        for (int n = 0; n < 2; n++) {
            Map<String, String> properties = new HashMap<>(database);
            properties.put("server.port", "0");
            properties.put(
                    "countersign.data-dir", directory.resolve("instance-" + n).toString());
            properties.put("countersign.camunda.enabled", "false");
            properties.put("countersign.demo.start", "false");
            instances.add(new SpringApplicationBuilder(CountersignApplication.class)
                    .web(WebApplicationType.SERVLET)
                    .profiles("demo")
                    .run(properties.entrySet().stream()
                            .map(property -> "--" + property.getKey() + "=" + property.getValue())
                            .toArray(String[]::new)));
        }
    }

    @AfterEach
    void stop() {
        instances.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void everyOneConvergesAndNoneSeesAGapADuplicateOrSomethingWithdrawn() throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> publishing = new ArrayList<>();
            for (ConfigurableApplicationContext instance : instances) {
                publishing.add(pool.submit(() -> publish(instance)));
            }
            List<Future<Consumer>> polling = new ArrayList<>();
            for (int n = 0; n < POLLERS; n++) {
                int number = n;
                polling.add(pool.submit(() -> consume(number, publishing)));
            }
            for (Future<?> each : publishing) {
                each.get();
            }
            for (Future<Consumer> each : polling) {
                Consumer consumer = each.get();
                assertThat(consumer.live).as("poller " + consumer.number).isEqualTo(new TreeSet<>(stillLive));
                assertThat(consumer.crashes).isPositive();
            }
        }
        assertThat(stillLive).hasSizeGreaterThan(ITEMS / 4);
        assertThat(withdrawn).isNotEmpty();
    }

    private record Consumer(int number, Set<String> live, int crashes) {}

    private void publish(ConfigurableApplicationContext instance) {
        Random random = new Random(instances.indexOf(instance));
        List<Published> mine = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < ITEMS / instances.size(); n++) {
            Published published = Published.with(instance);
            String id = published.publish().toString();
            stillLive.add(id);
            mine.add(published);
            ids.add(id);
            if (random.nextInt(3) == 0) {
                int victim = random.nextInt(mine.size());
                mine.remove(victim).end(SuggestionState.WITHDRAWN);
                String gone = ids.remove(victim);
                stillLive.remove(gone);
                withdrawn.add(gone);
            }
        }
    }

    private Consumer consume(int number, List<Future<?>> publishing) throws Exception {
        Random random = new Random(number);
        Path journal = directory.resolve("poller-" + number);
        int crashes = 0;
        while (true) {
            boolean last = publishing.stream().allMatch(Future::isDone) && crashes > 0;
            if (last) {
                waitUntilEverythingIsSigned();
            }
            ContentFeed feed = open(random, journal);
            // The longer the journal, the longer it takes to come back: crashes stay as frequent as polls allow.
            int rounds = last ? 1 : 1 + random.nextInt(5 + ITEMS / 2000);
            for (int n = 0; n < rounds; n++) {
                Set<String> before = new TreeSet<>(withdrawn);
                waitUntilEverythingIsSigned();
                poll(feed, Duration.ofMillis(random.nextInt(200)));
                // What was withdrawn and signed before the poll began must be gone with it.
                assertThat(feed.live().keySet())
                        .as("poller " + number)
                        .filteredOn(before::contains)
                        .isEmpty();
            }
            if (last) {
                Set<String> live = new TreeSet<>(feed.live().keySet());
                feed.close();
                return new Consumer(number, live, crashes);
            }
            crash(feed, journal, random);
            crashes++;
        }
    }

    /** Two servers, a database and ten consumers on one machine: who gets no answer in time asks again. */
    private static void poll(ContentFeed feed, Duration wait) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                feed.poll(wait);
                return;
            } catch (HttpTimeoutException late) {
                assertThat(attempt).as("attempts without an answer").isLessThan(10);
            }
        }
    }

    /** Either instance: behind a load balancer nobody knows which one answers. */
    private ContentFeed open(Random random, Path journal) throws IOException {
        ConfigurableApplicationContext instance = instances.get(random.nextInt(instances.size()));
        NoteKey key = instance.getBean(Checkpoints.class).publicKey();
        URI server = URI.create("http://127.0.0.1:" + instance.getEnvironment().getProperty("local.server.port") + "/");
        return ContentFeed.open(server, "demo-consumer", key, journal, Clock.systemUTC(), Duration.ofMinutes(5));
    }

    /** Power is cut: the last line may be written in part, and nothing is closed in order. */
    private static void crash(ContentFeed feed, Path journal, Random random) throws IOException {
        feed.close();
        long size = Files.size(journal);
        if (size > 20 && random.nextBoolean()) {
            String text = Files.readString(journal);
            int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
            if (lastLine > 0) {
                try (FileChannel file = FileChannel.open(journal, StandardOpenOption.WRITE)) {
                    file.truncate(text.substring(0, lastLine).getBytes(StandardCharsets.UTF_8).length + 10L);
                }
            }
        }
    }

    private void waitUntilEverythingIsSigned() {
        instances.getFirst().getBean(Sequencer.class).sequence();
        assertThat(instances.getLast().getBean(ContentItems.class).head()).isNotNegative();
    }
}
