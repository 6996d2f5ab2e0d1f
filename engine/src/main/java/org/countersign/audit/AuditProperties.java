package org.countersign.audit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log presents itself.
 *
 * @param origin its name in checkpoints: unique, for ever, by custom a host name and a path without a scheme
 */
@ConfigurationProperties("countersign.audit")
record AuditProperties(
        @DefaultValue("localhost/countersign") String origin) {}
