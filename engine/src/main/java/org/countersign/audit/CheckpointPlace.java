package org.countersign.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * A place that keeps copies of checkpoints: {@code checkpoint} is the newest, {@code <size>.checkpoint} is written once
 * and never again.
 */
sealed interface CheckpointPlace {

    /** The copy that is the newest there. */
    Optional<String> newest() throws IOException;

    /** Adds a copy. One of that size that is there already stays as it is. */
    void put(long size, String note) throws IOException;

    /** A path, a {@code file:} URI, or the http(s) address of a folder. */
    static CheckpointPlace of(String where) {
        if (where.startsWith("http://") || where.startsWith("https://")) {
            return new Address(URI.create(where.endsWith("/") ? where : where + "/"));
        }
        return new Folder(where.startsWith("file:") ? Path.of(URI.create(where)) : Path.of(where));
    }

    /** A directory, for example on a mounted write-once volume. */
    record Folder(Path path) implements CheckpointPlace {

        @Override
        public Optional<String> newest() throws IOException {
            Path file = path.resolve("checkpoint");
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        }

        @Override
        public void put(long size, String note) throws IOException {
            Files.createDirectories(path);
            try {
                Files.writeString(path.resolve(size + ".checkpoint"), note, StandardOpenOption.CREATE_NEW);
            } catch (FileAlreadyExistsException e) {
                // Another instance, or an earlier attempt, was first.
            }
            Path whole = Files.createTempFile(path, "checkpoint", ".new");
            Files.writeString(whole, note);
            Files.move(whole, path.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A folder of an object store, or any server that takes PUT. */
    record Address(URI base) implements CheckpointPlace {

        private static final Duration PATIENCE = Duration.ofSeconds(10);

        @Override
        public Optional<String> newest() throws IOException {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(base.resolve("checkpoint")));
            if (answer.statusCode() == 404) {
                return Optional.empty();
            }
            if (answer.statusCode() != 200) {
                throw new IOException(base + "checkpoint answered " + answer.statusCode());
            }
            return Optional.of(answer.body());
        }

        @Override
        public void put(long size, String note) throws IOException {
            HttpResponse<String> once = send(request(size + ".checkpoint", note).header("If-None-Match", "*"));
            if (once.statusCode() / 100 != 2 && once.statusCode() != 412) {
                throw new IOException(base + "" + size + ".checkpoint answered " + once.statusCode());
            }
            HttpResponse<String> newest = send(request("checkpoint", note));
            if (newest.statusCode() / 100 != 2) {
                throw new IOException(base + "checkpoint answered " + newest.statusCode());
            }
        }

        private HttpRequest.Builder request(String name, String note) {
            return HttpRequest.newBuilder(base.resolve(name))
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .PUT(HttpRequest.BodyPublishers.ofString(note, StandardCharsets.UTF_8));
        }

        private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
            try (HttpClient client =
                    HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
                return client.send(
                        request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public String toString() {
            return base.toString();
        }
    }
}
