package org.countersign.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.countersign.shared.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The public API as the shop's systems call it: over HTTP, with a client's token, like anybody else. */
final class ShopApi implements AutoCloseable {

    private static final String PRODUCER = "demo-producer";
    private static final String PLANNER = "demo-planner";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String url;

    ShopApi(String url) {
        this.url = url;
    }

    JsonNode getAsProducer(String path) throws InterruptedException {
        return call(PRODUCER, request(path).GET());
    }

    JsonNode postAsProducer(String path, JsonNode body) throws InterruptedException {
        return call(PRODUCER, request(path).POST(json(body)));
    }

    JsonNode putAsProducer(String path, JsonNode body) throws InterruptedException {
        return call(PRODUCER, request(path).PUT(json(body)));
    }

    JsonNode putAsPlanner(String path, JsonNode body) throws InterruptedException {
        return call(PLANNER, request(path).PUT(json(body)));
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json");
    }

    private static HttpRequest.BodyPublisher json(JsonNode body) {
        return HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body));
    }

    /** @throws ApiRefusedException with the problem's detail if the answer is no success */
    private JsonNode call(String token, HttpRequest.Builder request) throws InterruptedException {
        HttpRequest sent = request.header("Authorization", "Bearer " + token).build();
        try {
            HttpResponse<String> response = http.send(sent, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new ApiRefusedException(sent.method() + " " + sent.uri().getPath() + " was answered with "
                        + response.statusCode() + ": " + detail(response.body()));
            }
            return response.body().isBlank() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(sent.method() + " " + sent.uri() + " got no answer", e);
        }
    }

    private static String detail(String body) {
        try {
            JsonNode problem = Json.MAPPER.readTree(body);
            return problem.path("detail").asString("") + " " + problem.path("errors");
        } catch (JacksonException e) {
            return body;
        }
    }

    /** The API said no. */
    static final class ApiRefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ApiRefusedException(String message) {
            super(message);
        }
    }
}
