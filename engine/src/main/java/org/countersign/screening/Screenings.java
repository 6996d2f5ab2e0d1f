package org.countersign.screening;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.consent.Consent;
import org.countersign.consent.Consents;
import org.countersign.monitoring.Alarms;
import org.countersign.monitoring.SingleCustomers;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Outcome;
import org.countersign.policy.Route;
import org.countersign.screening.DecisionRecords.Stored;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Gates suggestions: bias checks first, their results are facts for the policies, then all policies. */
@Service
public class Screenings {

    private static final Actor SCREENING = Actor.system("screening");

    /** Whose yes it is where no policy and no bias check asked for a person, and the audit sample passed it by. */
    private static final Actor AUTOMATIC = Actor.system("automatic");

    private final Gate gate;
    private final Suggestions suggestions;
    private final Consents consents;
    private final SingleCustomers singles;
    private final Alarms alarms;
    private final DecisionRecords records;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Screenings(
            Gate gate,
            Suggestions suggestions,
            Consents consents,
            SingleCustomers singles,
            Alarms alarms,
            DecisionRecords records,
            AuditEntries log,
            ApplicationEventPublisher events,
            Clock clock) {
        this.gate = gate;
        this.suggestions = suggestions;
        this.consents = consents;
        this.singles = singles;
        this.alarms = alarms;
        this.records = records;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Screens the current revision and moves the suggestion on: BLOCKED, APPROVED, or SCREENED where a person must look.
     * Called again for a revision that has its verdict, it returns that verdict and changes nothing.
     *
     * @throws Refusal.NotFound if there is no such suggestion
     * @throws Refusal.Conflict if it ended before it was screened, or was revised while it was
     */
    @Transactional
    public Verdict screen(SuggestionId id) {
        records.lock(id);
        SuggestionView view = suggestions.get(id);
        if (view.state() != SuggestionState.RECEIVED) {
            return verdictOf(view)
                    .orElseThrow(() -> new Refusal.Conflict(
                            "already-ended",
                            "Suggestion " + id + " is " + view.state() + " and has no verdict for revision "
                                    + view.revision() + "; there is nothing to screen any more."));
        }
        JsonNode document = view.document();
        Proposal proposal = view.proposal();
        if (document == null || proposal == null) {
            throw new Refusal.Conflict("erased", "The content of suggestion " + id + " was erased.");
        }
        Circumstances circumstances =
                circumstances(proposal, suggestions.batchOf(id).orElse(null), view.revision() == 1);
        Finding finding = gate.judge(view.client(), document, proposal, circumstances, now());
        settle(view, proposal, finding);
        events.publishEvent(
                new SuggestionScreened(id, view.revision(), finding.verdict().route()));
        return finding.verdict();
    }

    /** Record, log entries and moves of one verdict. */
    private void settle(SuggestionView view, Proposal proposal, Finding finding) {
        SuggestionId id = view.id();
        Verdict verdict = finding.verdict();
        byte[] bytes = RecordDocument.write(id, view.revision(), view.contentHash(), finding);
        EntryId entry = log.append(screeningEntry(view, verdict, bytes).after(view.lastEntry()));
        suggestions.move(id, view.revision(), SuggestionState.SCREENED, SCREENING, null, entry);
        EntryId approval = null;
        if (verdict.route() == Route.BLOCK) {
            suggestions.move(id, view.revision(), SuggestionState.BLOCKED, SCREENING, blockedBy(verdict), entry);
        } else if (!verdict.needsPerson()) {
            approval = log.append(approvalEntry(view, verdict, bytes).after(entry));
            suggestions.move(id, view.revision(), SuggestionState.APPROVED, AUTOMATIC, null, approval);
        }
        String subject = proposal.audience().subject();
        records.add(
                id,
                view.revision(),
                subject == null ? null : consents.subjectOf(subject),
                finding,
                bytes,
                entry,
                approval);
    }

    private static NewEntry screeningEntry(SuggestionView view, Verdict verdict, byte[] bytes) {
        return NewEntry.of(
                EntryType.SCREENING,
                view.id().subject(),
                SCREENING,
                Map.of(
                        "revision", Integer.toString(view.revision()),
                        "record", Sha256.hexOf(bytes),
                        "route", verdict.route().name(),
                        "bias", verdict.biasResult(),
                        "sampled", Boolean.toString(verdict.sampled()),
                        "policyVersion", verdict.policyVersion()));
    }

    /** Names the record, which holds the content hash: that hash itself may be of a document about one customer. */
    private static NewEntry approvalEntry(SuggestionView view, Verdict verdict, byte[] bytes) {
        return NewEntry.of(
                EntryType.APPROVAL,
                view.id().subject(),
                AUTOMATIC,
                Map.of(
                        "revision", Integer.toString(view.revision()),
                        "record", Sha256.hexOf(bytes),
                        "policyVersion", verdict.policyVersion()));
    }

    private static String blockedBy(Verdict verdict) {
        return "Blocked by "
                + verdict.hits().stream()
                        .filter(hit -> hit.outcome() == Outcome.BLOCK)
                        .map(Evaluation.Hit::rule)
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /**
     * The verdict this document would get now, and what would make it a better one; nothing is stored.
     *
     * @param client whose suggestion it would be
     * @throws Refusal.Invalid with everything that is wrong with the document
     */
    @Transactional(readOnly = true)
    public DryRun dryRun(String client, JsonNode document) {
        Proposal proposal = suggestions.check(document);
        Finding finding = gate.judge(client, document, proposal, circumstances(proposal, null, false), now());
        return new DryRun(finding.verdict(), gate.counterfactuals(finding));
    }

    /** The newest decision record of a suggestion; empty if there is none, or it was erased. */
    @Transactional(readOnly = true)
    public Optional<DecisionRecord> latest(SuggestionId id) {
        return records.newest(id).map(Stored::record);
    }

    /**
     * Computes the recorded verdict once more, from the facts and under the policy version of then: equal to the
     * recorded one, or something is wrong with the record or with us.
     *
     * @throws Refusal.NotFound if that policy version is not known here
     */
    public Verdict replay(DecisionRecord record) {
        return gate.replay(record);
    }

    /** The exact bytes of a decision record, by the SHA-256 in hexadecimal that the log has of it; empty once erased. */
    @Transactional(readOnly = true)
    public Optional<byte[]> record(String hash) {
        return records.bytes(hash);
    }

    /** Whether the verdict in a decision record comes out the same when it is computed once more. */
    public boolean replays(byte[] record) {
        DecisionRecord read = RecordDocument.read(record);
        return gate.replay(read).equals(read.verdict());
    }

    /**
     * The log entry of the approval by {@code SYSTEM:automatic} that the newest decision record gave; empty if that one
     * asked for a person, or blocked.
     */
    @Transactional(readOnly = true)
    public Optional<EntryId> automaticApproval(SuggestionId id) {
        return records.newest(id).map(Stored::approvalEntry);
    }

    private Optional<Verdict> verdictOf(SuggestionView view) {
        return records.newest(view.id())
                .filter(stored -> stored.revision() == view.revision())
                .map(Stored::record)
                .map(DecisionRecord::verdict);
    }

    /** @param counted whether monitoring counted this very proposal among those for single customers */
    private Circumstances circumstances(Proposal proposal, @Nullable BatchId batch, boolean counted) {
        Proposal.Model model = proposal.model();
        return new Circumstances(
                consents(proposal),
                proposal.audience().subject() == null ? List.of() : singles.checks(proposal, batch, counted),
                alarms.isOpen(model.name(), model.version()));
    }

    private List<Consent> consents(Proposal proposal) {
        String subject = proposal.audience().subject();
        return subject == null ? List.of() : consents.current(subject);
    }

    /** As precise as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
