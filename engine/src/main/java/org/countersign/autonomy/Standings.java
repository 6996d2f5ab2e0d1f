package org.countersign.autonomy;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.autonomy.LicenceRows.Stored;
import org.countersign.monitoring.Alarms;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where scopes stand: what holds, what is proposed, and how much of the evidence for the next step there is. */
@Component
class Standings {

    private final LicenceRows rows;
    private final EvidenceRows evidence;
    private final Alarms alarms;
    private final AutonomyProperties properties;
    private final Clock clock;

    Standings(LicenceRows rows, EvidenceRows evidence, Alarms alarms, AutonomyProperties properties, Clock clock) {
        this.rows = rows;
        this.evidence = evidence;
        this.alarms = alarms;
        this.properties = properties;
        this.clock = clock;
    }

    /** Every scope that anything is known of, at most 500. */
    List<Standing> all() {
        Instant now = clock.instant();
        Map<Scope, LicenceView> inForce = new HashMap<>();
        Map<Scope, LicenceView> proposed = new HashMap<>();
        for (Stored stored : rows.standing()) {
            LicenceView licence = stored.view();
            if (licence.isProposed()) {
                proposed.put(licence.scope(), licence);
            } else if (licence.isInForce(now)) {
                inForce.put(licence.scope(), licence);
            }
        }
        return evidence.all(now.minus(properties.evidenceAge())).stream()
                .map(known -> standing(known, inForce.get(known.scope()), proposed.get(known.scope())))
                .toList();
    }

    private Standing standing(EvidenceRows.Known known, @Nullable LicenceView inForce, @Nullable LicenceView proposed) {
        Scope scope = known.scope();
        Leeway now = inForce == null ? Leeway.NONE : inForce.leeway();
        return new Standing(
                scope,
                known.evidence(),
                now,
                now.next(),
                inForce,
                proposed,
                alarms.isOpen(scope.model(), scope.version()),
                now.next().missing(known.evidence().unchanged()),
                Math.max(0, properties.canaries() - known.evidence().canaries()));
    }

    /** @throws Refusal.NotFound where nothing is known of it */
    Standing of(Scope scope) {
        return all().stream()
                .filter(standing -> standing.scope().equals(scope))
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("evidence for", scope.toString()));
    }
}
