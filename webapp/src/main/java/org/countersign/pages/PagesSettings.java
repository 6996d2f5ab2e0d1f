package org.countersign.pages;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the pages.
 *
 * @param timeZone in which times are shown
 */
@ConfigurationProperties("countersign.pages")
record PagesSettings(@DefaultValue("UTC") ZoneId timeZone) {}
