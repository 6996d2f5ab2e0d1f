package org.countersign.workflows.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An unpacked distribution of the broker. */
record BrokerHome(Path directory) {

    private static final String ADVICE = " Set countersign.broker.home to an unpacked camunda-zeebe distribution (the "
            + "build leaves one in workflows/target/zeebe), or countersign.camunda.address to a Camunda 8 cluster.";

    /**
     * Finds the distribution at {@code home}, or as the only one directly below it.
     *
     * @throws IllegalStateException if there is none; the message says what to set
     */
    static BrokerHome find(@Nullable Path home) {
        if (home == null) {
            throw new IllegalStateException("There is no process engine to work with." + ADVICE);
        }
        if (isDistribution(home)) {
            return new BrokerHome(home.toAbsolutePath());
        }
        List<Path> below = distributionsBelow(home);
        if (below.size() != 1) {
            throw new IllegalStateException("Found " + below.size() + " broker distributions in "
                    + home.toAbsolutePath() + " and need one." + ADVICE);
        }
        return new BrokerHome(below.getFirst().toAbsolutePath());
    }

    /** Its class path, as {@code bin/broker} builds it. */
    List<Path> classPath() {
        return List.of(directory.resolve("config"), directory.resolve("lib").resolve("*"));
    }

    private static List<Path> distributionsBelow(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(BrokerHome::isDistribution).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for a broker in " + directory, e);
        }
    }

    private static boolean isDistribution(Path directory) {
        return Files.isDirectory(directory.resolve("lib")) && Files.isRegularFile(directory.resolve("bin/broker"));
    }
}
