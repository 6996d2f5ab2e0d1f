package org.countersign.workflows.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The note of which broker works on a data directory, and for which application. A process is told by its id and its
 * start time, because ids are used again.
 */
record BrokerPid(Running broker, Running application) {

    private static final Logger log = LoggerFactory.getLogger(BrokerPid.class);
    // The guard ends it 15 s after the application at the latest.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static void write(Path file, ProcessHandle broker) {
        BrokerPid pid = new BrokerPid(Running.of(broker), Running.of(ProcessHandle.current()));
        try {
            Files.writeString(file, pid.broker.toLine() + "\n" + pid.application.toLine() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot note the broker's process id in " + file, e);
        }
    }

    /**
     * Sees to it that no broker of an earlier run works on the data directory: waits for its orderly end, and ends it if
     * that does not come.
     *
     * @throws IllegalStateException if the application it belongs to is still running
     */
    static void endStale(Path file) {
        Optional<BrokerPid> noted = read(file);
        if (noted.isEmpty()) {
            return;
        }
        noted.get().broker.find().ifPresent(stale -> {
            noted.get().application.find().ifPresent(owner -> {
                if (owner.pid() != ProcessHandle.current().pid()) {
                    throw new IllegalStateException("Process " + owner.pid() + " is using the broker data in "
                            + file.getParent() + ". Stop it first, or give this one another data directory.");
                }
            });
            end(stale);
        });
    }

    private static void end(ProcessHandle stale) {
        log.info("Waiting for broker process {} of an earlier run to end.", stale.pid());
        if (hasEnded(stale, PATIENCE)) {
            return;
        }
        log.warn("Broker process {} of an earlier run hangs and is ended.", stale.pid());
        stale.destroyForcibly();
        if (!hasEnded(stale, PATIENCE)) {
            // The new one waits for the lock of the data directory in any case.
            log.warn("Broker process {} is still there.", stale.pid());
        }
    }

    private static boolean hasEnded(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for broker process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for broker process " + process.pid(), e);
        }
    }

    private static Optional<BrokerPid> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return Optional.of(new BrokerPid(Running.parse(lines.get(0)), Running.parse(lines.get(1))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // Written halfway when the machine went down: the lock in the guard still keeps two brokers apart.
            log.warn("Cannot read {}: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** A process that was seen running. */
    record Running(long pid, long startedAtMillis) {

        // The system derives the start time from its boot time, which moves with corrections of the clock.
        private static final long TOLERANCE_MILLIS = 10_000;

        static Running of(ProcessHandle process) {
            return new Running(process.pid(), startOf(process));
        }

        static Running parse(String line) {
            String[] parts = line.split(" ", 2);
            return new Running(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        String toLine() {
            return pid + " " + startedAtMillis;
        }

        /** The process, if it still runs and is this one. A zombie has no command any more, and does not run. */
        Optional<ProcessHandle> find() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info().command().isPresent())
                    .filter(process -> Math.abs(startOf(process) - startedAtMillis) <= TOLERANCE_MILLIS);
        }

        private static long startOf(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }
}
