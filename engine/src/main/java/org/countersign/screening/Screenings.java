package org.countersign.screening;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.autonomy.DrawnCase;
import org.countersign.autonomy.Licences;
import org.countersign.consent.Consent;
import org.countersign.consent.Consents;
import org.countersign.consent.SubjectId;
import org.countersign.monitoring.Alarms;
import org.countersign.monitoring.SingleCustomers;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.Outcome;
import org.countersign.policy.Route;
import org.countersign.screening.DecisionRecords.NewRecord;
import org.countersign.screening.DecisionRecords.Stored;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Move;
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
    private final Licences licences;
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
            Licences licences,
            DecisionRecords records,
            AuditEntries log,
            ApplicationEventPublisher events,
            Clock clock) {
        this.gate = gate;
        this.suggestions = suggestions;
        this.consents = consents;
        this.singles = singles;
        this.alarms = alarms;
        this.licences = licences;
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
        return screenAll(List.of(id)).values().iterator().next();
    }

    /**
     * The same for many in one transaction with a few statements: all of them or, where one is refused, none.
     *
     * @return a verdict for each
     */
    @Transactional
    public Map<SuggestionId, Verdict> screenAll(Collection<SuggestionId> ids) {
        List<SuggestionView> views = suggestions.lockAll(ids);
        Map<SuggestionId, Verdict> verdicts = new LinkedHashMap<>(verdictsOf(views.stream()
                .filter(view -> view.state() != SuggestionState.RECEIVED)
                .toList()));
        List<SuggestionView> fresh = views.stream()
                .filter(view -> view.state() == SuggestionState.RECEIVED)
                .toList();
        if (!fresh.isEmpty()) {
            List<Screened> screened = judge(fresh);
            settle(screened);
            for (Screened each : screened) {
                verdicts.put(each.id(), each.verdict());
                events.publishEvent(new SuggestionScreened(
                        each.id(), each.view.revision(), each.verdict().route()));
            }
        }
        return verdicts;
    }

    private List<Screened> judge(List<SuggestionView> views) {
        Map<String, List<Consent>> consents = this.consents.currentAll(
                views.stream().flatMap(Screenings::subject).toList());
        Map<SuggestionId, BatchId> batches =
                suggestions.batchesOf(views.stream().map(SuggestionView::id).toList());
        SharedFindings shared = new SharedFindings(singles, alarms, licences);
        Instant now = now();
        List<Screened> screened = new ArrayList<>(views.size());
        for (SuggestionView view : views) {
            JsonNode document = view.document();
            Proposal proposal = view.proposal();
            if (document == null || proposal == null) {
                throw new Refusal.Conflict("erased", "The content of suggestion " + view.id() + " was erased.");
            }
            List<Consent> own = subject(view).findFirst().map(consents::get).orElse(List.of());
            Circumstances circumstances = shared.with(own, proposal, batches.get(view.id()), view);
            Finding finding = gate.judge(view.client(), document, proposal, circumstances, now);
            byte[] bytes = RecordDocument.write(view.id(), view.revision(), view.contentHash(), finding);
            screened.add(new Screened(view, finding, bytes));
        }
        return screened;
    }

    private static Stream<String> subject(SuggestionView view) {
        Proposal proposal = view.proposal();
        return proposal == null
                ? Stream.empty()
                : Stream.ofNullable(proposal.audience().subject());
    }

    /** Records, log entries and moves of these verdicts. */
    private void settle(List<Screened> screened) {
        List<EntryId> entries =
                log.appendAll(screened.stream().map(Screenings::screeningEntry).toList());
        Map<SuggestionId, EntryId> screenings = byId(screened, entries);
        List<Screened> automatic = screened.stream()
                .filter(each ->
                        each.verdict().route() != Route.BLOCK && !each.verdict().needsPerson())
                .toList();
        Map<SuggestionId, EntryId> approvals = byId(
                automatic,
                log.appendAll(automatic.stream()
                        .map(each -> approvalEntry(each).after(require(screenings, each)))
                        .toList()));
        suggestions.moveAll(screened.stream()
                .map(each -> each.move(require(screenings, each), approvals.get(each.id())))
                .toList());
        Map<String, SubjectId> subjects = consents.subjectsOf(
                screened.stream().flatMap(each -> subject(each.view)).collect(Collectors.toSet()));
        licences.drawn(screened.stream()
                .filter(each -> each.verdict().sampled() && each.view.revision() == 1)
                .flatMap(each ->
                        Stream.ofNullable(each.view.proposal()).map(proposal -> new DrawnCase(each.id(), proposal)))
                .toList());
        records.addAll(screened.stream()
                .map(each -> new NewRecord(
                        each.id(),
                        each.view.revision(),
                        subject(each.view).findFirst().map(subjects::get).orElse(null),
                        each.finding,
                        each.bytes,
                        require(screenings, each),
                        approvals.get(each.id())))
                .toList());
    }

    private static Map<SuggestionId, EntryId> byId(List<Screened> screened, List<EntryId> entries) {
        Map<SuggestionId, EntryId> byId = new HashMap<>();
        for (int i = 0; i < screened.size(); i++) {
            byId.put(screened.get(i).id(), entries.get(i));
        }
        return byId;
    }

    private static EntryId require(Map<SuggestionId, EntryId> entries, Screened screened) {
        return Objects.requireNonNull(entries.get(screened.id()));
    }

    private static NewEntry screeningEntry(Screened screened) {
        Verdict verdict = screened.verdict();
        return NewEntry.of(
                        EntryType.SCREENING,
                        screened.id().subject(),
                        SCREENING,
                        Map.of(
                                "revision", Integer.toString(screened.view.revision()),
                                "record", Sha256.hexOf(screened.bytes),
                                "route", verdict.route().name(),
                                "bias", verdict.biasResult(),
                                "sampled", Boolean.toString(verdict.sampled()),
                                "policyVersion", verdict.policyVersion()))
                .after(screened.view.lastEntry());
    }

    /** Names the record, which holds the content hash: that hash itself may be of a document about one customer. */
    private static NewEntry approvalEntry(Screened screened) {
        return NewEntry.of(
                EntryType.APPROVAL,
                screened.id().subject(),
                AUTOMATIC,
                Map.of(
                        "revision", Integer.toString(screened.view.revision()),
                        "record", Sha256.hexOf(screened.bytes),
                        "policyVersion", screened.verdict().policyVersion()));
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
        Finding finding = gate.judge(
                client,
                document,
                proposal,
                new SharedFindings(singles, alarms, licences).with(consents(proposal), proposal, null, null),
                now());
        return new DryRun(finding.verdict(), gate.counterfactuals(finding));
    }

    /** What would satisfy the rules in force that speak against a suggestion, on the facts of its newest decision. */
    public List<Counterfactual> counterfactuals(DecisionRecord record) {
        return gate.counterfactuals(
                new FactSet(record.facts()), record.verdict().bias());
    }

    /**
     * The facts that producers have sent of late: those known in at least one of the newest decision records. A rule on
     * any other fact is always unknown.
     *
     * @param least fewer records than this tell nothing, and the answer is empty
     * @param most how many to look at, 1 to 10,000
     */
    @Transactional(readOnly = true)
    public Set<String> factsSent(int least, int most) {
        return records.knownFacts(least, Math.clamp(most, 1, 10_000));
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

    /** The newest records of many; left out where there is none, or it was erased. */
    @Transactional(readOnly = true)
    public Map<SuggestionId, DecisionRecord> latestAll(Collection<SuggestionId> ids) {
        Map<SuggestionId, DecisionRecord> latest = new HashMap<>();
        records.newestAll(ids).forEach((id, stored) -> {
            if (stored.record() != null) {
                latest.put(id, stored.record());
            }
        });
        return latest;
    }

    /** The automatic approvals of many, each with its log entry; left out where there is none. */
    @Transactional(readOnly = true)
    public Map<SuggestionId, EntryId> automaticApprovals(Collection<SuggestionId> ids) {
        return records.approvals(ids);
    }

    private Map<SuggestionId, Verdict> verdictsOf(List<SuggestionView> views) {
        Map<SuggestionId, DecisionRecord> latest =
                latestAll(views.stream().map(SuggestionView::id).toList());
        Map<SuggestionId, Verdict> verdicts = new HashMap<>();
        for (SuggestionView view : views) {
            DecisionRecord record = latest.get(view.id());
            if (record == null || record.revision() != view.revision()) {
                throw new Refusal.Conflict(
                        "already-ended",
                        "Suggestion " + view.id() + " is " + view.state() + " and has no verdict for revision "
                                + view.revision() + "; there is nothing to screen any more.");
            }
            verdicts.put(view.id(), record.verdict());
        }
        return verdicts;
    }

    private List<Consent> consents(Proposal proposal) {
        String subject = proposal.audience().subject();
        return subject == null ? List.of() : consents.current(subject);
    }

    /** As precise as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A fresh verdict on its way into record, log and state. */
    private static final class Screened {

        private final SuggestionView view;
        private final Finding finding;
        private final byte[] bytes;

        /** @param bytes the decision record */
        Screened(SuggestionView view, Finding finding, byte[] bytes) {
            this.view = view;
            this.finding = finding;
            this.bytes = bytes;
        }

        SuggestionId id() {
            return view.id();
        }

        Verdict verdict() {
            return finding.verdict();
        }

        Move move(EntryId screening, @Nullable EntryId approval) {
            List<Move.Step> steps = new ArrayList<>();
            steps.add(new Move.Step(SuggestionState.SCREENED, SCREENING, null, screening));
            if (verdict().route() == Route.BLOCK) {
                steps.add(new Move.Step(SuggestionState.BLOCKED, SCREENING, blockedBy(verdict()), screening));
            } else if (approval != null) {
                steps.add(new Move.Step(SuggestionState.APPROVED, AUTOMATIC, null, approval));
            }
            return new Move(view, steps);
        }
    }
}
