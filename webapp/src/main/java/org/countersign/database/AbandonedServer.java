package org.countersign.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that outlived an application which was killed. It answers on a port nobody knows any more and keeps a new
 * one from starting, so it is stopped; its committed transactions stay. A {@code postmaster.pid} without such a process
 * is no obstacle to PostgreSQL itself.
 */
final class AbandonedServer {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedServer.class);
    private static final long PATIENCE_SECONDS = 30;

    private AbandonedServer() {}

    /** Stops the server that {@code dataDirectory/postmaster.pid} names, if it runs on these very files. */
    static void stop(Path dataDirectory) {
        find(dataDirectory).ifPresent(server -> {
            LOG.warn("A PostgreSQL (process {}) was left over on {}; stopping it", server.pid(), dataDirectory);
            // SIGINT is PostgreSQL's fast shutdown: sessions are ended, nothing committed is lost.
            interrupt(server);
            if (!ended(server)) {
                server.destroyForcibly();
                if (!ended(server)) {
                    throw new IllegalStateException("The PostgreSQL that was left over on " + dataDirectory
                            + " (process " + server.pid() + ") does not stop. Stop it by hand, then start again.");
                }
            }
        });
    }

    /** The running server of these files; a recycled process number does not count. */
    static Optional<ProcessHandle> find(Path dataDirectory) {
        Path file = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,10}")) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .commandLine()
                            .map(command -> command.contains("postgres") && command.contains(dataDirectory.toString()))
                            .orElse(false));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static void interrupt(ProcessHandle server) {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            server.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while stopping a PostgreSQL that was left over.", e);
        }
    }

    private static boolean ended(ProcessHandle server) {
        try {
            server.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while stopping a PostgreSQL that was left over.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot watch process " + server.pid(), e);
        }
    }
}
