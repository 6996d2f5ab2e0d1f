package org.countersign.consent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * The consent register: what customers allowed and forbade, by purpose and channel. The log records each statement under
 * the customer's random identity only.
 */
@Service
public class Consents {

    /** Statements of one call. */
    private static final int STATEMENTS = 200;

    /** How far the sender's clock may be ahead of ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Pattern REF = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._:@+=~-]{0,199}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
    private static final Pattern LABEL = Pattern.compile("\\P{Cntrl}{1,200}");

    private final ConsentRows rows;
    private final ConsentReceipts receipts;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Consents(
            ConsentRows rows,
            ConsentReceipts receipts,
            AuditEntries log,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.receipts = receipts;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Records statements; an older {@code at} than what is known is kept in the history and changes nothing else. A
     * statement that is known already is left out.
     *
     * @throws Refusal.Invalid with everything that is wrong; then nothing is recorded
     */
    @Transactional
    public void record(Actor actor, String ref, List<Consent> consents) {
        requireValid(ref, consents);
        SubjectId subject = subjectOf(ref);
        Set<Consent> before = new HashSet<>(rows.current(subject));
        for (Consent consent : consents) {
            if (rows.add(subject, consent)) {
                log.append(NewEntry.of(EntryType.CONSENT, subjectName(subject), actor, facts(consent))
                        .withPayload(receipts.of(subject, consent, clock.instant())));
            }
        }
        if (!before.equals(new HashSet<>(rows.current(subject)))) {
            events.publishEvent(new ConsentChanged(ref, subject));
        }
    }

    /**
     * The statements in force, one per purpose and channel; empty for an unknown customer. The latest counts; of two
     * made at the same moment the one that allows less.
     */
    @Transactional(readOnly = true)
    public List<Consent> current(String ref) {
        return rows.find(ref).map(rows::current).orElse(List.of());
    }

    /** The same for many references; those of whom nothing is known are left out. */
    @Transactional(readOnly = true)
    public Map<String, List<Consent>> currentAll(Collection<String> refs) {
        return rows.currentAll(refs);
    }

    /** Every statement ever made, oldest first. */
    @Transactional(readOnly = true)
    public List<Consent> history(String ref) {
        return rows.find(ref).map(rows::history).orElse(List.of());
    }

    /**
     * The receipts of all statements, oldest first, shaped like ISO/IEC TS 27560 records. The log commits to each, so
     * neither side can say later that it was another.
     */
    @Transactional(readOnly = true)
    public List<JsonNode> receipts(String ref) {
        return rows.find(ref)
                .map(subject -> log.about(subjectName(subject)).stream()
                        .filter(entry -> entry.type() == EntryType.CONSENT)
                        .flatMap(entry -> log.payload(entry.id()).stream()
                                .map(receipt -> ConsentReceipts.anchored(receipt, entry)))
                        .toList())
                .orElse(List.of());
    }

    /** The customer's identity in the log; empty if nothing is known of them. */
    @Transactional(readOnly = true)
    public Optional<SubjectId> find(String ref) {
        return rows.find(ref);
    }

    /**
     * Forgets the customer: statements, mapping, and through {@link SubjectErased} everything else. Intake of a
     * suggestion about the customer that runs at the same time is waited for, and forgotten too.
     *
     * @throws Refusal.NotFound if nothing is known of the customer
     */
    @Transactional
    public void erase(Actor actor, String ref) {
        SubjectId subject = rows.lock(ref).orElseThrow(() -> new Refusal.NotFound("subject", ref));
        events.publishEvent(new SubjectErased(ref, subject));
        rows.delete(subject);
        int payloads = log.erasePayloadsAbout(subjectName(subject));
        log.append(NewEntry.of(
                EntryType.ERASURE,
                subjectName(subject),
                actor,
                Map.of("basis", "GDPR-17", "payloads", String.valueOf(payloads))));
    }

    /** The customer's identity in the log, made on first use. */
    @Transactional
    public SubjectId subjectOf(String ref) {
        SubjectId subject = subjectsOf(List.of(ref)).get(ref);
        return Optional.ofNullable(subject).orElseThrow();
    }

    /** The identities of several, each made on first use, and none of them erased until the transaction ends. */
    @Transactional
    public Map<String, SubjectId> subjectsOf(Collection<String> refs) {
        return rows.findOrMake(refs);
    }

    private void requireValid(String ref, List<Consent> consents) {
        List<FieldError> errors = new ArrayList<>();
        if (!REF.matcher(ref).matches()) {
            errors.add(new FieldError(
                    "",
                    "The reference is not accepted. Accepted: 1 to 200 letters, digits or any of . _ : @ + = ~ -."));
        }
        if (consents.size() > STATEMENTS) {
            errors.add(new FieldError(
                    "/consents",
                    "There are " + consents.size() + " statements; at most " + STATEMENTS + " are accepted."));
        }
        Instant latest = clock.instant().plus(SKEW);
        for (int i = 0; i < consents.size(); i++) {
            Consent consent = consents.get(i);
            String place = "/consents/" + i;
            require(errors, CODE, place + "/purpose", consent.purpose(), "an upper-case code, for example MARKETING");
            require(
                    errors,
                    CODE,
                    place + "/channel",
                    consent.channel(),
                    "an upper-case code, for example EMAIL or ANY");
            require(errors, LABEL, place + "/source", consent.source(), "1 to 200 characters, for example checkout");
            require(errors, LABEL, place + "/noticeVersion", consent.noticeVersion(), "1 to 200 characters");
            if (consent.at().isAfter(latest)) {
                errors.add(new FieldError(place + "/at", consent.at() + " lies in the future."));
            }
        }
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid("The statements cannot be recorded; none was.", errors);
        }
    }

    private static void require(
            List<FieldError> errors, Pattern pattern, String pointer, String value, String accepted) {
        if (!pattern.matcher(value).matches()) {
            errors.add(new FieldError(pointer, "The text is not accepted. Accepted: " + accepted + "."));
        }
    }

    private static Map<String, String> facts(Consent consent) {
        return Map.of(
                "purpose", consent.purpose(),
                "channel", consent.channel(),
                "status", consent.status().name(),
                "at", consent.at().toString());
    }

    private static String subjectName(SubjectId subject) {
        return "subject:" + subject;
    }
}
