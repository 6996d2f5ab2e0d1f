package org.countersign.workflows.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** What lies where in the broker's data directory. */
record BrokerFiles(Path directory) {

    BrokerFiles {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The broker's own state. */
    Path state() {
        return directory.resolve("state");
    }

    Path logs() {
        return directory.resolve("logs");
    }

    /** What the child says before its logging works, and when its JVM dies. */
    Path output() {
        return logs().resolve("output.log");
    }

    Path lock() {
        return directory.resolve("broker.lock");
    }

    Path pid() {
        return directory.resolve("broker.pid");
    }

    /** Goes in front of the broker's class path: its main class and its logging configuration. */
    Path guard() {
        return directory.resolve("guard");
    }

    /** Makes the directories and writes the guard; the application may be a jar that the child cannot read. */
    void prepare() {
        try {
            Files.createDirectories(state());
            Files.createDirectories(logs());
            copy("/broker/log4j2.xml", guard().resolve("log4j2.xml"));
            String guardClass = BrokerGuard.class.getName().replace('.', '/') + ".class";
            copy("/" + guardClass, guard().resolve(guardClass));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare the broker's data directory " + directory, e);
        }
    }

    private static void copy(String resource, Path target) throws IOException {
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        try (InputStream in = Objects.requireNonNull(BrokerFiles.class.getResourceAsStream(resource), resource)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
