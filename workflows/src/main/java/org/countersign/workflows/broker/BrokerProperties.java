package org.countersign.workflows.broker;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The embedded broker, {@code countersign.broker.*}. Without effect where {@code countersign.camunda.address} names a
 * cluster.
 *
 * @param home the unpacked distribution {@code camunda-zeebe-8.5.8}, or the folder it was unpacked into
 * @param dataDir where it keeps its state, its log files and its process id
 * @param heap its {@code -Xmx}; it takes about the same again outside the heap
 * @param environment further settings of the broker, in the form of its own environment variables
 */
@ConfigurationProperties("countersign.broker")
public record BrokerProperties(
        @Nullable Path home,
        @DefaultValue("data/broker") Path dataDir,
        @DefaultValue("512m") String heap,
        @DefaultValue Map<String, String> environment) {}
