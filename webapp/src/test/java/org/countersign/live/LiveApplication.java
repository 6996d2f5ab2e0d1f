package org.countersign.live;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged application, run as a user runs it: a process of its own with its embedded database and broker as
 * children, on a free port, on a data directory that outlives it.
 */
final class LiveApplication implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    /** What {@code ./run} gives it; of two heaps the last one counts. */
    private static final List<String> AS_RUN_STARTS_IT =
            List.of("-Xms128m", "-Xmx768m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
    /** Linux tells times to user space in hundredths, whatever its own clock does. */
    private static final double TICKS_A_SECOND = 100;

    private final Path data;
    private final int port;
    private final List<String> options;
    private Process process;

    private LiveApplication(Path data, int port, List<String> options) {
        this.data = data;
        this.port = port;
        this.options = options;
        this.process = launch();
    }

    /**
     * Starts it on {@code data} and returns when it reports itself healthy; one that does not in time is ended again.
     *
     * @param options its own, and those of its Java machine, which begin with {@code -X}
     */
    static LiveApplication start(Path data, String... options) {
        LiveApplication application = new LiveApplication(data, freePort(), List.of(options));
        try {
            application.awaitReady();
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
        return application;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends the application as a power cut would, and whatever it leaves behind stays behind. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends only the broker, as the kernel's out-of-memory killer would; the application must bring it back. */
    void killBroker() {
        await("a broker runs under the application")
                .atMost(START_LIMIT)
                .until(() -> !brokers().isEmpty());
        brokers().forEach(ProcessHandle::destroyForcibly);
    }

    /** Starts it again on the same data and port. */
    void restart() {
        process = launch();
        awaitReady();
    }

    /** Ends it cleanly, and by force if it does not within a minute. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** All it has written to its console so far. */
    String consoleText() {
        try {
            return Files.readString(console());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(AS_RUN_STARTS_IT);
        options.stream().filter(LiveApplication::isForJava).forEach(command::add);
        command.addAll(List.of(
                "-jar",
                jar().toString(),
                "--spring.profiles.active=demo",
                "--server.port=" + port,
                "--countersign.data-dir=" + data,
                "--countersign.demo.start=false",
                "--countersign.broker.home=" + projectRoot().resolve("workflows/target/zeebe")));
        options.stream().filter(option -> !isForJava(option)).forEach(command::add);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command, e);
        }
    }

    private static boolean isForJava(String option) {
        return option.startsWith("-X");
    }

    /** Its process; the broker is a child of it. */
    ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * Processor time so far of the application, its database and its broker, in seconds; with that of their children
     * which have ended, such as workers of PostgreSQL that vacuum. From {@code /proc}, so on Linux only.
     */
    double processorSeconds() {
        return Stream.of(process(), database())
                        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                        .mapToLong(LiveApplication::ticks)
                        .sum()
                / TICKS_A_SECOND;
    }

    /** PostgreSQL's first process, which is nobody's child. */
    private ProcessHandle database() {
        try {
            String pid =
                    Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long ticks(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // After the name in brackets, see proc(5): utime, stime, cutime and cstime are fields 14 to 17.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Stream.of(fields)
                    .skip(11)
                    .limit(4)
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }

    private void awaitReady() {
        LiveApi api = new LiveApi(address(), "");
        await("application ready")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .failFast("the application ended while starting", () -> !process.isAlive())
                .until(() -> api.isUp("/actuator/health/readiness"));
    }

    private void awaitEnd() {
        await("application ended").atMost(Duration.ofSeconds(30)).until(() -> !process.isAlive());
    }

    private Path console() {
        return data.resolveSibling(data.getFileName() + "-console.txt");
    }

    /** The only Java processes among the application's children. */
    private List<ProcessHandle> brokers() {
        try (Stream<ProcessHandle> children = process.descendants()) {
            return children.filter(child -> child.info()
                            .command()
                            .filter(command -> command.endsWith("/java"))
                            .isPresent())
                    .toList();
        }
    }

    private static Path jar() {
        Path target = projectRoot().resolve("webapp/target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("webapp-.*\\.jar"))
                    .filter(file -> !file.getFileName().toString().contains("-tests"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "No packaged application in " + target + ": run ./mvnw -pl webapp -am package first."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path projectRoot() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("webapp/pom.xml"))
                ? here
                : here.resolve("..").normalize();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
