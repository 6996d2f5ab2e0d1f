package org.countersign.audit;

import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import org.countersign.proof.NoteKey;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log presents itself.
 *
 * @param origin its name in checkpoints: unique, for ever, by custom a host name and a path without a scheme
 * @param publishTo where checkpoints are copied to, out of reach of whoever administers the database: folders
 *     ({@code file:} or a path), or the addresses of folders in an object store that take PUT
 * @param witnesses who is asked to sign checkpoints too
 * @param alertAfter how long an entry may wait for its checkpoint, or a checkpoint for its copy, before health says so
 * @param staffNames how long names of staff are kept after they last acted, for example {@code P10Y}; for ever where it is
 *     zero
 */
@ConfigurationProperties("countersign.audit")
record AuditProperties(
        @DefaultValue("localhost/countersign") String origin,
        @DefaultValue List<String> publishTo,
        @DefaultValue List<Witness> witnesses,
        @DefaultValue("PT5M") Duration alertAfter,
        @DefaultValue("P0D") Period staffNames) {

    AuditProperties {
        publishTo = List.copyOf(publishTo);
        witnesses = List.copyOf(witnesses);
    }

    /**
     * A witness by C2SP tlog-witness.
     *
     * @param key its verifier key, name+id+key
     * @param url what {@code /add-checkpoint} is appended to
     */
    record Witness(String key, URI url) {

        NoteKey noteKey() {
            NoteKey parsed = NoteKey.parse(key);
            if (!parsed.isWitness()) {
                throw new IllegalArgumentException("countersign.audit.witnesses: " + parsed.name()
                        + " has the key of a log and not of a witness.");
            }
            return parsed;
        }
    }
}
