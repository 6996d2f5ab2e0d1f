package org.countersign.autonomy;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.autonomy.LicenceRows.Stored;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.springframework.stereotype.Component;

/** What people sign: the proposal, the second signature that makes it hold, and its end. */
@Component
class LicenceSigning {

    private final LicenceRows rows;
    private final EvidenceRows evidence;
    private final Standings standings;
    private final LicenceEndings endings;
    private final AuditEntries log;
    private final AutonomyProperties properties;
    private final Clock clock;

    LicenceSigning(
            LicenceRows rows,
            EvidenceRows evidence,
            Standings standings,
            LicenceEndings endings,
            AuditEntries log,
            AutonomyProperties properties,
            Clock clock) {
        this.rows = rows;
        this.evidence = evidence;
        this.standings = standings;
        this.endings = endings;
        this.log = log;
        this.properties = properties;
        this.clock = clock;
    }

    /** Signs for the next step of a scope, as the first of two. */
    LicenceView propose(Scope scope, Signature by) {
        rows.lock(scope);
        Standing standing = standings.of(scope);
        if (standing.proposed() != null) {
            throw new Refusal.Conflict(
                    "licence-proposed",
                    "A licence for this is proposed by " + standing.proposed().proposedBy() + " already.");
        }
        requireEarned(standing);
        LicenceId id = LicenceId.next();
        int number = rows.nextNumber(scope);
        byte[] document = LicenceDocument.write(id, number, standing, properties.validity());
        EntryId entry = log.append(NewEntry.of(
                EntryType.LICENCE_PROPOSED,
                id.subject(),
                by.person(),
                facts(number, standing.next(), Sha256.hexOf(document), by.office())));
        rows.insert(id, scope, number, standing.next(), document, by, clock.instant(), entry);
        return get(id).view();
    }

    /** Signs as the second; the licence before is replaced. */
    LicenceView grant(LicenceId id, Signature by) {
        rows.lock(get(id).view().scope());
        Stored proposed = get(id);
        requireProposed(proposed.view());
        if (proposed.view().proposedBy().equals(by.person().name())) {
            throw new Refusal.NotAllowed(
                    "second-pair-of-eyes",
                    "Licence " + id + " was proposed by " + by.person().name() + "; someone else must grant it.");
        }
        if (proposed.proposedAs() != Signature.Office.OFFICER && by.office() != Signature.Office.OFFICER) {
            throw new Refusal.NotAllowed(
                    "officer-needed", "One of the two who sign for licence " + id + " must be a compliance officer.");
        }
        Scope scope = proposed.view().scope();
        Standing standing = standings.of(scope);
        if (standing.next() != proposed.view().leeway()) {
            throw new Refusal.Conflict(
                    "licence-outdated", "What holds for this has changed since licence " + id + " was proposed.");
        }
        requireEarned(standing);
        Instant now = clock.instant();
        Instant until = now.plus(properties.validity());
        Map<String, String> facts = new HashMap<>(facts(
                proposed.view().number(),
                proposed.view().leeway(),
                proposed.view().documentHash(),
                by.office()));
        facts.put("validUntil", until.toString());
        EntryId entry = log.append(NewEntry.of(EntryType.LICENCE_GRANTED, id.subject(), by.person(), facts)
                .after(proposed.entry()));
        for (Stored before : rows.standing(scope.model(), scope.version(), scope.kind(), scope.market())) {
            if (!before.view().isProposed()) {
                endings.end(before, Cause.REPLACED);
            }
        }
        rows.grant(id, by.person().name(), now, until, entry);
        evidence.startAnew(scope.model(), scope.version(), scope.kind(), scope.market(), Cause.GRANTED);
        return get(id).view();
    }

    /** Declines what is proposed, or takes back what was granted. */
    LicenceView end(LicenceId id, Actor by, String reason) {
        String written = reason.strip();
        if (written.isEmpty() || written.length() > Licences.LONGEST_REASON) {
            throw new Refusal.Invalid(
                    "A licence is not ended without a reason.",
                    List.of(new FieldError(
                            "/reason", "Write why, in at most " + Licences.LONGEST_REASON + " characters.")));
        }
        rows.lock(get(id).view().scope());
        Stored stored = get(id);
        LicenceView licence = stored.view();
        if (licence.ended() != null) {
            throw new Refusal.Conflict("licence-ended", "Licence " + id + " ended already: " + licence.ended() + ".");
        }
        if (licence.isProposed()) {
            endings.end(stored, Cause.DECLINED, by, written);
        } else {
            endings.end(stored, Cause.WITHDRAWN, by, written);
            Scope scope = licence.scope();
            evidence.startAnew(scope.model(), scope.version(), scope.kind(), scope.market(), Cause.WITHDRAWN);
        }
        return get(id).view();
    }

    private static Map<String, String> facts(int number, Leeway leeway, String documentHash, Signature.Office office) {
        return Map.of(
                "number", String.valueOf(number),
                "leeway", leeway.name(),
                "document", documentHash,
                "office", office.name());
    }

    private Stored get(LicenceId id) {
        return rows.find(id).orElseThrow(() -> new Refusal.NotFound("licence", id.toString()));
    }

    private static void requireProposed(LicenceView licence) {
        if (!licence.isProposed()) {
            throw new Refusal.Conflict(
                    "licence-decided",
                    "Licence " + licence.id() + " is "
                            + (licence.ended() == null ? "granted by " + licence.grantedBy() : licence.ended())
                            + " already.");
        }
    }

    private static void requireEarned(Standing standing) {
        if (!standing.isEarned()) {
            throw new Refusal.Conflict(
                    "licence-not-earned",
                    standing.openAlarm()
                            ? "An alarm about this model version waits for a decision."
                            : standing.now() == standing.next()
                                    ? "There is no further step than " + standing.now() + "."
                                    : "The evidence does not carry " + standing.next() + ": "
                                            + standing.missing() + " more must be approved unchanged, and "
                                            + standing.missingCanaries() + " more canaries stopped.");
        }
    }
}
