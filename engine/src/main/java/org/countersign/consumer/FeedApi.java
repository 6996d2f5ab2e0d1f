package org.countersign.consumer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests of a consumer. */
final class FeedApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI server;
    private final String token;

    FeedApi(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /**
     * An answer.
     *
     * @param etag null where there is none
     */
    record Answer(int status, String body, @Nullable String etag) {

        /** @throws IOException unless it is 200 */
        String require(String what) throws IOException {
            if (status != 200) {
                throw new IOException(what + " answered " + status + ": " + body.strip());
            }
            return body;
        }
    }

    /** @param wait for how long the server may hold the answer */
    Answer get(String path, Duration wait, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(PATIENCE.plus(wait))
                .header("Authorization", "Bearer " + token);
        headers.forEach(request::header);
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("ETag").orElse(null));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return get(path, Duration.ZERO, Map.of());
    }

    @Override
    public void close() {
        client.close();
    }
}
