package org.countersign.workflows.broker;

import java.nio.file.Path;
import java.util.Map;

/** Brokers for tests, from the distribution that the build unpacks. */
public final class Brokers {

    private static final Path HOME = Path.of("target", "zeebe");

    private Brokers() {}

    /** Properties of a broker with its data in {@code dataDir}, whose clock a test can move. */
    public static BrokerProperties in(Path dataDir) {
        return in(dataDir, Map.of("ZEEBE_CLOCK_CONTROLLED", "true"));
    }

    /** The same with settings that hold from its next start on; the caller may change them in between. */
    public static BrokerProperties in(Path dataDir, Map<String, String> environment) {
        return new BrokerProperties(HOME, dataDir, "256m", environment);
    }
}
