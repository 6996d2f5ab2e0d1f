package org.countersign.api;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.BrowserTest;
import org.countersign.audit.Sequencer;
import org.countersign.delivery.Published;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Polls that find nothing new, beside an endpoint that does nothing, behind the same security on the same server, by hand:
 * {@code -Dtest=FeedBenchmark -Dfeed.benchmark=20000 -Dtests.jit=-XX:TieredStopAtLevel=4}.
 */
@BrowserTest
@Import(FeedBenchmark.Nothing.class)
@EnabledIfSystemProperty(named = "feed.benchmark", matches = "[0-9]+")
class FeedBenchmark {

    private static final int REQUESTS = Integer.getInteger("feed.benchmark", 20_000);
    private static final int CONNECTIONS = 4;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Sequencer sequencer;

    @TestConfiguration
    @RestController
    static class Nothing {

        @GetMapping("/api/v1/nothing")
        String nothing() {
            return "";
        }
    }

    @Test
    void measure() throws Exception {
        for (int n = 0; n < 200; n++) {
            Published.with(context).publish();
        }
        sequencer.sequence();
        String feed = "/api/v1/content?after=0&limit=1000";
        String etag;
        try (HttpClient client = HttpClient.newHttpClient()) {
            etag = client.send(request(feed, "none"), HttpResponse.BodyHandlers.ofString())
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
        }
        perSecond("/api/v1/nothing", "none", 200, REQUESTS / 4);
        perSecond(feed, etag, 304, REQUESTS / 4);
        double nothing = 0;
        double unchanged = 0;
        for (int round = 0; round < 3; round++) {
            nothing += perSecond("/api/v1/nothing", "none", 200, REQUESTS);
            unchanged += perSecond(feed, etag, 304, REQUESTS);
        }
        System.out.printf(
                "BENCH 304/s %.0f, empty endpoint/s %.0f, ratio %.2f%n",
                unchanged / 3, nothing / 3, unchanged / nothing);
    }

    private double perSecond(String path, String etag, int expected, int count) throws Exception {
        long begin = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<Future<Void>> all = new ArrayList<>();
            for (int t = 0; t < CONNECTIONS; t++) {
                all.add(pool.submit(() -> {
                    for (int n = 0; n < count / CONNECTIONS; n++) {
                        int status = client.send(request(path, etag), HttpResponse.BodyHandlers.discarding())
                                .statusCode();
                        if (status != expected) {
                            throw new IllegalStateException(path + " answered " + status);
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private HttpRequest request(String path, String etag) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer demo-consumer")
                .header("If-None-Match", etag)
                .build();
    }
}
