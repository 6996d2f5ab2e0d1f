package org.countersign.webhook;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How doorbells are rung.
 *
 * @param source what events name as their source: the public address of this installation
 * @param allowPrivate whether private and local addresses may be rung, and plain http; only where every client is trusted
 */
@ConfigurationProperties("countersign.webhooks")
record WebhookProperties(
        @DefaultValue("/api/v1/content") String source,
        @DefaultValue("false") boolean allowPrivate) {}
