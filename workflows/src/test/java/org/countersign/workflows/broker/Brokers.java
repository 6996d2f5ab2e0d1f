package org.countersign.workflows.broker;

import java.nio.file.Path;
import java.util.Map;

/** Brokers for tests, from the distribution that the build unpacks. */
public final class Brokers {

    private static final Path HOME = Path.of("target", "zeebe");

    private Brokers() {}

    /** Properties of a broker with its data in {@code dataDir}, whose clock a test can move. */
    public static BrokerProperties in(Path dataDir) {
        return new BrokerProperties(HOME, dataDir, "256m", Map.of("ZEEBE_CLOCK_CONTROLLED", "true"));
    }
}
