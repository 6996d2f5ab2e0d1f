package org.countersign.live;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the HTTP contract with one token, as plain as a consumer would write it. */
final class LiveApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final URI base;
    private final String token;

    LiveApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Whether the path answers 200; false while nobody listens. */
    boolean isUp(String path) {
        try {
            return send(request(path).GET().build()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    JsonNode get(String path) {
        return Json.MAPPER.readTree(text(path));
    }

    String text(String path) {
        return accepted(send(request(path).GET().build()));
    }

    JsonNode post(String path, JsonNode body) {
        return Json.MAPPER.readTree(accepted(send(withBody("POST", path, body))));
    }

    void put(String path, JsonNode body) {
        accepted(send(withBody("PUT", path, body)));
    }

    /** Posts although the server may vanish at any moment; returns the answer, or null if there was none. */
    @Nullable
    JsonNode tryPost(String path, JsonNode body) {
        try {
            HttpResponse<String> response = send(withBody("POST", path, body));
            return response.statusCode() < 300 ? Json.MAPPER.readTree(response.body()) : null;
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    /** Every item of the feed from the beginning, as a consumer reads it. */
    List<JsonNode> feed() {
        List<JsonNode> items = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonNode page = get("/api/v1/content?limit=1000&after=" + after);
            page.get("items").forEach(items::add);
            long next = page.get("next").asLong();
            if (next >= page.get("head").asLong() || next == after) {
                return items;
            }
            after = next;
        }
    }

    /** How many items of the feed come after a position, and the position that was read up to. */
    record Progress(int items, long position) {

        /** The same and what has come since. */
        Progress readOn(LiveApi api) {
            int found = items;
            long after = position;
            while (true) {
                JsonNode page = api.get("/api/v1/content?limit=1000&after=" + after);
                found += page.get("items").size();
                long next = page.get("next").asLong();
                if (next >= page.get("head").asLong() || next == after) {
                    return new Progress(found, next);
                }
                after = next;
            }
        }
    }

    /** Posts a file of lines; returns where its progress can be read. */
    String upload(Path lines) {
        try {
            HttpRequest request = request("/api/v1/suggestions")
                    .timeout(Duration.ofMinutes(10))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofFile(lines))
                    .build();
            HttpResponse<String> response = send(request);
            accepted(response);
            return response.headers().firstValue("Location").orElseThrow();
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log's entries up to {@code size}, in order. */
    List<JsonNode> logEntries(long size) {
        List<JsonNode> entries = new ArrayList<>();
        for (long from = 0; from < size; from += 1000) {
            long to = Math.min(size, from + 1000);
            text("/api/v1/audit/entries?from=" + from + "&to=" + to)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(Json.MAPPER::readTree)
                    .forEach(entries::add);
        }
        return entries;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpRequest withBody(String method, String path, JsonNode body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
        }
    }

    private static String accepted(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new AssertionError(response.request().method() + " " + response.uri() + " answered "
                    + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
