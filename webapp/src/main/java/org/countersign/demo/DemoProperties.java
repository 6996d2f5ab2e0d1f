package org.countersign.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the demo shows.
 *
 * @param data folder with the Complete Journey files; null makes a small shop up
 * @param start whether to wait for everything to be up, say so, and produce suggestions
 * @param seed of everything that is drawn by lot; the same seed gives the same shop and the same consents
 */
@ConfigurationProperties("countersign.demo")
record DemoProperties(
        @Nullable Path data,
        @DefaultValue("true") boolean start,
        @DefaultValue("20170101") long seed) {}
