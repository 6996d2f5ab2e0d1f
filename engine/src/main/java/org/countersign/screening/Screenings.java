package org.countersign.screening;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.audit.EntryId;
import org.countersign.autonomy.Licences;
import org.countersign.consent.Consent;
import org.countersign.consent.Consents;
import org.countersign.monitoring.Alarms;
import org.countersign.monitoring.SingleCustomers;
import org.countersign.policy.FactSet;
import org.countersign.screening.DecisionRecords.Stored;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Move;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Gates suggestions: bias checks first, their results are facts for the policies, then all policies. */
@Service
public class Screenings {

    /** Where an automatic approval stands for something. */
    private static final Set<SuggestionState> STANDING =
            Set.of(SuggestionState.APPROVED, SuggestionState.SCHEDULED, SuggestionState.PUBLISHED);

    private final Gate gate;
    private final Suggestions suggestions;
    private final Consents consents;
    private final SingleCustomers singles;
    private final Alarms alarms;
    private final Licences licences;
    private final Judgements judgements;
    private final DecisionRecords records;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Screenings(
            Gate gate,
            Suggestions suggestions,
            Consents consents,
            SingleCustomers singles,
            Alarms alarms,
            Licences licences,
            Judgements judgements,
            DecisionRecords records,
            ApplicationEventPublisher events,
            Clock clock) {
        this.gate = gate;
        this.suggestions = suggestions;
        this.consents = consents;
        this.singles = singles;
        this.alarms = alarms;
        this.licences = licences;
        this.judgements = judgements;
        this.records = records;
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
            List<Screened> screened = judgements.judge(fresh);
            judgements.settle(screened, Screened::move, suggestions::moveAll);
            for (Screened each : screened) {
                verdicts.put(each.id(), each.verdict());
                events.publishEvent(new SuggestionScreened(
                        each.id(), each.view().revision(), each.verdict().route()));
            }
        }
        return verdicts;
    }

    /**
     * Screens once more what was approved automatically, by the policies in force. Where these approve it automatically
     * too, with the same obligations, the new verdict and approval take the place of the old ones, and it stays where it
     * is: published content stays published, a slot stays taken.
     *
     * @param policyVersion that must be in force
     * @return those that stay; the others are for {@link org.countersign.suggestion.Regating#regate}
     */
    @Transactional
    public Set<SuggestionId> confirmAll(Collection<SuggestionId> ids, String policyVersion) {
        List<SuggestionView> standing = suggestions.lockAll(ids).stream()
                .filter(view -> STANDING.contains(view.state()) && view.document() != null)
                .toList();
        Map<SuggestionId, Stored> newest =
                records.newestAll(standing.stream().map(SuggestionView::id).toList());
        List<SuggestionView> automatic = standing.stream()
                .filter(view -> {
                    Stored stored = newest.get(view.id());
                    return stored != null && stored.approvalEntry() != null && stored.record() != null;
                })
                .toList();
        List<Screened> alike = judgements.judge(automatic).stream()
                .filter(each -> each.verdict().policyVersion().equals(policyVersion)
                        && each.isAlike(Objects.requireNonNull(
                                Objects.requireNonNull(newest.get(each.id())).record())))
                .toList();
        if (!alike.isEmpty()) {
            judgements.settle(
                    alike,
                    (each, screening, approval) -> Move.of(
                            each.view(),
                            each.view().state(),
                            Judgements.AUTOMATIC,
                            "Judged alike by other policies.",
                            Objects.requireNonNull(approval)),
                    suggestions::confirmAll);
        }
        return alike.stream().map(Screened::id).collect(Collectors.toSet());
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
}
