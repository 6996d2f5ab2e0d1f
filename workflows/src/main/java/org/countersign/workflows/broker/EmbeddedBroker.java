package org.countersign.workflows.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A real Zeebe broker as a child process: started with the application, started again when it dies, ended with it in
 * every case. It listens on the loopback interface only, on ports that are free when the application starts.
 */
public final class EmbeddedBroker implements SmartLifecycle {

    /** Before everything that talks to it, and therefore stopped after it. */
    public static final int PHASE = -1_000;

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    // One that ran this long was healthy: its next death is a new story.
    private static final Duration HEALTHY_AFTER = Duration.ofMinutes(2);

    private final BrokerProperties properties;
    private final BrokerFiles files;
    private final BrokerPorts ports = BrokerPorts.free();
    private @Nullable Thread watch;
    private @Nullable Process process;
    private String condition = "The broker has not been started.";

    public EmbeddedBroker(BrokerProperties properties) {
        this.properties = properties;
        this.files = new BrokerFiles(properties.dataDir());
    }

    /** Where its gateway listens; the same for its whole life, restarts included. */
    public URI grpcAddress() {
        return URI.create("http://127.0.0.1:" + ports.gateway());
    }

    /** Where its actuator listens. */
    public URI managementAddress() {
        return URI.create("http://127.0.0.1:" + ports.management());
    }

    /** One sentence about the child process, for an operator. */
    public synchronized String condition() {
        return condition;
    }

    /** The child process; empty while there is none. */
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
    }

    /**
     * Starts the child process and returns at once; it takes about five seconds until it answers.
     *
     * @throws IllegalStateException if there is no distribution, or another application uses the data directory
     */
    @Override
    public synchronized void start() {
        if (watch != null) {
            return;
        }
        BrokerHome home = BrokerHome.find(properties.home());
        BrokerPid.endStale(files.pid());
        files.prepare();
        Process first = spawn(home);
        watch = Thread.ofPlatform().daemon().name("broker-watch").start(() -> keepAlive(home, first));
    }

    /** Stops it in order; ends it if that takes longer than 20 seconds. Its state survives either way. */
    @Override
    public void stop() {
        Process stopping;
        synchronized (this) {
            if (watch == null) {
                return;
            }
            watch.interrupt();
            watch = null;
            stopping = process;
            process = null;
            condition = "The broker was stopped.";
        }
        if (stopping != null) {
            end(stopping);
        }
        try {
            Files.deleteIfExists(files.pid());
        } catch (IOException e) {
            log.warn("Cannot delete {}: {}", files.pid(), e.toString());
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return watch != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void keepAlive(BrokerHome home, Process first) {
        Process current = first;
        int deaths = 0;
        try {
            while (true) {
                long startedAt = System.nanoTime();
                int exit = current.waitFor();
                Duration ran = Duration.ofNanos(System.nanoTime() - startedAt);
                deaths = ran.compareTo(HEALTHY_AFTER) > 0 ? 1 : deaths + 1;
                Duration pause = pauseAfter(deaths);
                if (!note("Broker process " + current.pid() + " ended with " + exit + " and starts again in "
                        + pause.toSeconds() + " s; see " + files.logs() + ".")) {
                    return;
                }
                Thread.sleep(pause);
                synchronized (this) {
                    if (isStopped()) {
                        return;
                    }
                    current = trySpawning(home, current);
                }
            }
        } catch (InterruptedException e) {
            // The application is stopping.
        }
    }

    private Process trySpawning(BrokerHome home, Process dead) {
        try {
            return spawn(home);
        } catch (UncheckedIOException e) {
            log.error("The broker does not start.", e);
            return dead;
        }
    }

    /** Returns false if the application is stopping: then the end was wanted. */
    private synchronized boolean note(String trouble) {
        if (isStopped()) {
            return false;
        }
        condition = trouble;
        log.warn("{}", trouble);
        return true;
    }

    private boolean isStopped() {
        return watch != Thread.currentThread();
    }

    private Process spawn(BrokerHome home) {
        try {
            Process started = new BrokerCommand(home, files, ports, properties)
                    .toProcess()
                    .start();
            process = started;
            BrokerPid.write(files.pid(), started.toHandle());
            condition = "Embedded broker, process " + started.pid() + ", log in " + files.logs() + ".";
            log.info("Started broker process {} on {}, log in {}.", started.pid(), grpcAddress(), files.logs());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the broker.", e);
        }
    }

    /** 1, 2, 4 ... at most 30 seconds. */
    static Duration pauseAfter(int deaths) {
        Duration pause = Duration.ofSeconds(1L << Math.min(deaths - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(SHUTDOWN.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("Broker process {} does not stop and is ended.", process.pid());
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
