package org.countersign.delivery;

import java.time.Instant;
import org.countersign.suggestion.SuggestionId;

/**
 * An item that the log published and the feed does not show, because it was not what the log had let out.
 *
 * @param position the index of the log entry that published it
 * @param reason what was wrong with it, in words
 */
public record Withheld(long position, ContentId content, SuggestionId suggestion, Instant at, String reason) {}
