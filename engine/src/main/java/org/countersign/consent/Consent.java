package org.countersign.consent;

import java.time.Instant;

/**
 * One statement of a customer about one purpose on one channel.
 *
 * @param purpose for example {@code MARKETING} or {@code PROFILING}; upper case
 * @param channel for example {@code EMAIL}; {@code ANY} speaks for every channel without a statement of its own
 * @param at when the customer said it
 * @param source where it was collected, for example {@code checkout}
 * @param noticeVersion the privacy notice shown at that moment
 */
public record Consent(
        String purpose, String channel, ConsentStatus status, Instant at, String source, String noticeVersion) {}
