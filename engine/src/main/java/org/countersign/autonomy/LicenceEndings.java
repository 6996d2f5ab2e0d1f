package org.countersign.autonomy;

import java.time.Clock;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.autonomy.LicenceRows.Stored;
import org.countersign.monitoring.AlarmRaised;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.ModelRecalled;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How licences end: by a person's word, or at once and by themselves when something speaks against the model. */
@Component
class LicenceEndings {

    private static final Actor AUTONOMY = Actor.system("autonomy");

    private final LicenceRows rows;
    private final EvidenceRows evidence;
    private final AuditEntries log;
    private final Clock clock;

    LicenceEndings(LicenceRows rows, EvidenceRows evidence, AuditEntries log, Clock clock) {
        this.rows = rows;
        this.evidence = evidence;
        this.log = log;
        this.clock = clock;
    }

    @EventListener
    void on(AlarmRaised raised) {
        revoke(raised.model(), raised.version(), null, null, Cause.ALARM);
    }

    @EventListener
    void on(ModelRecalled recalled) {
        revoke(recalled.model(), recalled.version(), null, null, Cause.RECALL);
    }

    /** Ends all of these at once, and lets their evidence start anew; null is everything. */
    void revoke(
            @Nullable String model,
            @Nullable String version,
            @Nullable Kind kind,
            @Nullable String market,
            Cause cause) {
        evidence.startAnew(model, version, kind, market, cause);
        rows.standing(model, version, kind, market).forEach(stored -> end(stored, cause));
    }

    /** Ends it without anybody's word. */
    void end(Stored stored, Cause cause) {
        end(stored, cause, AUTONOMY, null);
    }

    /** Ends it; the log says by what, and holds the reason where a person gave one. */
    void end(Stored stored, Cause cause, Actor by, @Nullable String reason) {
        LicenceId id = stored.view().id();
        NewEntry entry = NewEntry.of(EntryType.LICENCE_ENDED, id.subject(), by, Map.of("cause", cause.name()))
                .after(stored.entry());
        EntryId written = log.append(
                reason == null
                        ? entry
                        : entry.withPayload(Json.MAPPER.createObjectNode().put("reason", reason)));
        rows.end(id, cause, clock.instant(), written);
    }
}
