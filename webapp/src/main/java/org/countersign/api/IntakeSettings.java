package org.countersign.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is let in at once.
 *
 * @param bodies JSON bodies in memory together; reading one takes about eight times its size
 * @param uploads NDJSON uploads at the same time; each takes a file of its size and the memory of one chunk
 * @param backlog commands that may wait for the process engine before intake pauses; an engine that is down for an hour
 *     at full load leaves about half of the default
 */
@ConfigurationProperties("countersign.intake")
record IntakeSettings(
        @DefaultValue("32MB") DataSize bodies,
        @DefaultValue("4") int uploads,
        @DefaultValue("500000") long backlog) {

    IntakeSettings {
        if (bodies.toBytes() < SuggestionController.BODY + 1024L) {
            throw new IllegalArgumentException("countersign.intake.bodies is " + bodies.toBytes()
                    + " bytes, which leaves no room for the longest body of " + SuggestionController.BODY + " bytes.");
        }
        if (uploads < 1) {
            throw new IllegalArgumentException("countersign.intake.uploads must be 1 or more and is " + uploads + ".");
        }
    }
}
