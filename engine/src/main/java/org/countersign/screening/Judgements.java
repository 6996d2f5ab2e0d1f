package org.countersign.screening;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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
import org.countersign.policy.Route;
import org.countersign.screening.DecisionRecords.NewRecord;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Move;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Judges many suggestions at once, and puts the verdicts into records, log and states with a few statements. */
@Component
class Judgements {

    static final Actor SCREENING = Actor.system("screening");

    /** Whose yes it is where no policy and no bias check asked for a person, and the audit sample passed it by. */
    static final Actor AUTOMATIC = Actor.system("automatic");

    private final Gate gate;
    private final Suggestions suggestions;
    private final Consents consents;
    private final SingleCustomers singles;
    private final Alarms alarms;
    private final Licences licences;
    private final DecisionRecords records;
    private final AuditEntries log;
    private final Clock clock;

    Judgements(
            Gate gate,
            Suggestions suggestions,
            Consents consents,
            SingleCustomers singles,
            Alarms alarms,
            Licences licences,
            DecisionRecords records,
            AuditEntries log,
            Clock clock) {
        this.gate = gate;
        this.suggestions = suggestions;
        this.consents = consents;
        this.singles = singles;
        this.alarms = alarms;
        this.licences = licences;
        this.records = records;
        this.log = log;
        this.clock = clock;
    }

    /** The verdicts that these get now, in the same order. */
    List<Screened> judge(List<SuggestionView> views) {
        Map<String, List<Consent>> consents = this.consents.currentAll(
                views.stream().flatMap(Judgements::subject).toList());
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

    /** Where a verdict leads, by the log entries of its screening and of the automatic approval that it gives. */
    interface Leading {
        Move to(Screened screened, EntryId screening, @Nullable EntryId approval);
    }

    /** Records, log entries and moves of these verdicts. */
    void settle(List<Screened> screened, Leading leading, Consumer<List<Move>> mover) {
        List<EntryId> entries =
                log.appendAll(screened.stream().map(Judgements::screeningEntry).toList());
        Map<SuggestionId, EntryId> screenings = byId(screened, entries);
        List<Screened> automatic = screened.stream()
                .filter(each ->
                        each.verdict().route() != Route.BLOCK && !each.verdict().needsPerson())
                .toList();
        Map<SuggestionId, EntryId> approvals = byId(
                automatic,
                log.appendAll(automatic.stream()
                        .map(each -> approvalEntry(each).after(entry(screenings, each)))
                        .toList()));
        mover.accept(screened.stream()
                .map(each -> leading.to(each, entry(screenings, each), approvals.get(each.id())))
                .toList());
        Map<String, SubjectId> subjects = consents.subjectsOf(
                screened.stream().flatMap(each -> subject(each.view())).collect(Collectors.toSet()));
        licences.drawn(screened.stream()
                .filter(each -> each.verdict().sampled() && each.view().revision() == 1)
                .flatMap(each ->
                        Stream.ofNullable(each.view().proposal()).map(proposal -> new DrawnCase(each.id(), proposal)))
                .toList());
        records.addAll(screened.stream()
                .map(each -> new NewRecord(
                        each.id(),
                        each.view().revision(),
                        subject(each.view()).findFirst().map(subjects::get).orElse(null),
                        each.finding(),
                        each.bytes(),
                        entry(screenings, each),
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

    private static EntryId entry(Map<SuggestionId, EntryId> entries, Screened screened) {
        return Objects.requireNonNull(entries.get(screened.id()));
    }

    private static NewEntry screeningEntry(Screened screened) {
        Verdict verdict = screened.verdict();
        return NewEntry.of(
                        EntryType.SCREENING,
                        screened.id().subject(),
                        SCREENING,
                        Map.of(
                                "revision", Integer.toString(screened.view().revision()),
                                "record", Sha256.hexOf(screened.bytes()),
                                "route", verdict.route().name(),
                                "bias", verdict.biasResult(),
                                "sampled", Boolean.toString(verdict.sampled()),
                                "policyVersion", verdict.policyVersion()))
                .after(screened.view().lastEntry());
    }

    /** Names the record, which holds the content hash: that hash itself may be of a document about one customer. */
    private static NewEntry approvalEntry(Screened screened) {
        return NewEntry.of(
                EntryType.APPROVAL,
                screened.id().subject(),
                AUTOMATIC,
                Map.of(
                        "revision", Integer.toString(screened.view().revision()),
                        "record", Sha256.hexOf(screened.bytes()),
                        "policyVersion", screened.verdict().policyVersion()));
    }

    /** As precise as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
