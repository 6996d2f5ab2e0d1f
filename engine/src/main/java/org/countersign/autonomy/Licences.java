package org.countersign.autonomy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.autonomy.LicenceRows.Stored;
import org.countersign.monitoring.AlarmRaised;
import org.countersign.monitoring.Alarms;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.ModelRecalled;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door of earned autonomy. A licence lowers the audit sample's rate for one model version, kind and market, and
 * nothing else: what policies, bias checks or the risk table send to people goes there with or without one.
 */
@Service
public class Licences {

    /** Characters in a reason. */
    public static final int LONGEST_REASON = 2000;

    private static final Actor AUTONOMY = Actor.system("autonomy");

    private final LicenceRows rows;
    private final EvidenceRows evidence;
    private final Alarms alarms;
    private final AuditEntries log;
    private final AutonomyProperties properties;
    private final Clock clock;

    Licences(
            LicenceRows rows,
            EvidenceRows evidence,
            Alarms alarms,
            AuditEntries log,
            AutonomyProperties properties,
            Clock clock) {
        this.rows = rows;
        this.evidence = evidence;
        this.alarms = alarms;
        this.log = log;
        this.properties = properties;
        this.clock = clock;
    }

    /** What holds now for what a model version proposes of a kind, by market. */
    @Transactional(readOnly = true)
    public Markets inForce(Proposal.Model model, Kind kind) {
        Map<String, LicenceView> markets = new HashMap<>();
        rows.inForce(model.name(), model.version(), kind, clock.instant())
                .forEach(licence -> markets.put(licence.scope().market(), licence));
        return new Markets(markets);
    }

    /** Licences by market. */
    public record Markets(Map<String, LicenceView> licences) {

        public Markets {
            licences = Map.copyOf(licences);
        }

        /** What they allow for this proposal: as much as the least trusted of its markets, and nothing without one. */
        public Held of(Proposal proposal) {
            List<LicenceView> held = new ArrayList<>();
            for (String market : Scope.markets(proposal)) {
                LicenceView licence = licences.get(market);
                if (licence == null) {
                    return Held.NOTHING;
                }
                held.add(licence);
            }
            return held.stream()
                    .map(LicenceView::leeway)
                    .reduce(Leeway::least)
                    .map(leeway -> new Held(
                            leeway,
                            held.stream().map(each -> each.id().toString()).toList()))
                    .orElse(Held.NOTHING);
        }
    }

    /** Notes what the audit sample drew: what people make of it is the evidence. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void drawn(List<DrawnCase> drawn) {
        evidence.drawn(drawn);
    }

    /** Where every scope stands that anything is known of, at most 500. */
    @Transactional(readOnly = true)
    public List<Standing> standings() {
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

    /** The newest licences, whatever became of them. */
    @Transactional(readOnly = true)
    public List<LicenceView> newest(int limit) {
        return rows.newest(limit);
    }

    /** The exact bytes of a licence, whose SHA-256 the log's entries about it name. */
    @Transactional(readOnly = true)
    public Optional<byte[]> document(LicenceId id) {
        return rows.document(id);
    }

    /**
     * Signs for the next step of a scope as the first of two; it holds once someone else has granted it.
     *
     * @throws Refusal.Conflict if the evidence does not carry it, or one is proposed already
     */
    @Transactional
    public LicenceView propose(Scope scope, Signature by) {
        rows.lock(scope);
        Standing standing = standing(scope);
        if (standing.proposed() != null) {
            throw new Refusal.Conflict(
                    "licence-proposed",
                    "A licence for this is proposed by " + standing.proposed().proposedBy() + " already.");
        }
        requireEarned(standing);
        LicenceId id = LicenceId.random();
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

    /**
     * Signs as the second; from now on it holds, and the one before is replaced.
     *
     * @throws Refusal.NotAllowed to who proposed it, and where neither of the two is an officer
     * @throws Refusal.Conflict if it ended or is granted already, or the evidence has changed and does not carry it now
     */
    @Transactional
    public LicenceView grant(LicenceId id, Signature by) {
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
        Standing standing = standing(scope);
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
                end(before, Cause.REPLACED, AUTONOMY, null);
            }
        }
        rows.grant(id, by.person().name(), now, until, entry);
        evidence.startAnew(scope.model(), scope.version(), scope.kind(), scope.market(), Cause.GRANTED);
        return get(id).view();
    }

    /**
     * Declines what is proposed, or takes back what was granted.
     *
     * @throws Refusal.Invalid without a reason
     * @throws Refusal.Conflict if it ended already
     */
    @Transactional
    public LicenceView end(LicenceId id, Actor by, String reason) {
        String written = reason.strip();
        if (written.isEmpty() || written.length() > LONGEST_REASON) {
            throw new Refusal.Invalid(
                    "A licence is not ended without a reason.",
                    List.of(new FieldError("/reason", "Write why, in at most " + LONGEST_REASON + " characters.")));
        }
        rows.lock(get(id).view().scope());
        Stored stored = get(id);
        LicenceView licence = stored.view();
        if (licence.ended() != null) {
            throw new Refusal.Conflict("licence-ended", "Licence " + id + " ended already: " + licence.ended() + ".");
        }
        if (licence.isProposed()) {
            end(stored, Cause.DECLINED, by, written);
        } else {
            end(stored, Cause.WITHDRAWN, by, written);
            Scope scope = licence.scope();
            evidence.startAnew(scope.model(), scope.version(), scope.kind(), scope.market(), Cause.WITHDRAWN);
        }
        return get(id).view();
    }

    /**
     * A suggestion known to be wrong was shown to somebody among others. One that got through ends every licence of its
     * kind and markets at once: whoever does not notice what is wrong gives no evidence that something is right.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void canary(SuggestionId suggestion, Proposal proposal, boolean stopped) {
        List<String> markets = Scope.markets(proposal);
        if (stopped) {
            evidence.canaryStopped(suggestion, proposal.kind(), markets);
        } else {
            markets.forEach(market -> revoke(null, null, proposal.kind(), market, Cause.CANARY));
        }
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
        rows.standing(model, version, kind, market).forEach(stored -> end(stored, cause, AUTONOMY, null));
    }

    private void end(Stored stored, Cause cause, Actor by, @Nullable String reason) {
        LicenceId id = stored.view().id();
        NewEntry entry = NewEntry.of(EntryType.LICENCE_ENDED, id.subject(), by, Map.of("cause", cause.name()))
                .after(stored.entry());
        EntryId written = log.append(
                reason == null
                        ? entry
                        : entry.withPayload(Json.MAPPER.createObjectNode().put("reason", reason)));
        rows.end(id, cause, clock.instant(), written);
    }

    private static Map<String, String> facts(int number, Leeway leeway, String documentHash, Signature.Office office) {
        return Map.of(
                "number", String.valueOf(number),
                "leeway", leeway.name(),
                "document", documentHash,
                "office", office.name());
    }

    private Standing standing(Scope scope) {
        return standings().stream()
                .filter(standing -> standing.scope().equals(scope))
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("evidence for", scope.toString()));
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
