package org.countersign.suggestion;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.consent.Consents;
import org.countersign.consent.SubjectId;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Ids;
import org.countersign.suggestion.DocumentCheck.Checked;
import org.countersign.suggestion.Receipt.Status;
import org.countersign.suggestion.SuggestionRows.Known;
import org.countersign.suggestion.SuggestionRows.NewRow;
import org.countersign.suggestion.SuggestionRows.RevisionRow;
import org.countersign.suggestion.SuggestionRows.StepRow;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes checked documents in, a chunk in one transaction. A chunk writes one RECEIPT entry into the log: for a single
 * suggestion with its commitment, for more with the root of a {@link ReceiptTree} over theirs.
 */
@Component
class Intake {

    /** Suggestions of one transaction: enough that the commit costs little, few enough to hold locks only briefly. */
    static final int CHUNK = 500;

    private static final int ATTEMPTS = 3;

    private final SuggestionRows rows;
    private final Consents consents;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Intake(
            SuggestionRows rows,
            Consents consents,
            AuditEntries log,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.consents = consents;
        this.log = log;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Receipts in the order of the documents; each chunk is durable before the next is looked at. */
    <D> List<Receipt> receiveAll(String client, List<D> documents, Function<? super D, Checked> check) {
        List<Receipt> receipts = new ArrayList<>(documents.size());
        for (int from = 0; from < documents.size(); from += CHUNK) {
            List<D> chunk = documents.subList(from, Math.min(from + CHUNK, documents.size()));
            receipts.addAll(receive(client, chunk.stream().<Checked>map(check).toList(), null));
        }
        return receipts;
    }

    /** Receipts in the order of the chunk, which is durable when they are returned. */
    List<Receipt> receive(String client, List<Checked> chunk, @Nullable UUID batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> receiveNow(client, chunk, batch)));
            } catch (TransientDataAccessException e) {
                // Another transaction was in the way (a deadlock, say) and this one left no trace: try again.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private List<Receipt> receiveNow(String client, List<Checked> chunk, @Nullable UUID batch) {
        Instant now = clock.instant();
        Set<String> externalIds = new HashSet<>();
        chunk.forEach(item -> {
            if (item.externalId() != null) {
                externalIds.add(item.externalId());
            }
        });
        Map<String, Known> known = new HashMap<>(rows.known(client, externalIds));
        Integer number = batch == null ? null : rows.nextChunk(batch, now);
        List<Arrival> arrivals = arrivals(chunk, known.keySet());
        Set<UUID> inserted = new HashSet<>(rows.insert(
                arrivals.stream()
                        .map(arrival -> arrival.row(client, batch, number))
                        .toList(),
                now));
        List<Arrival> accepted = arrivals.stream()
                .filter(arrival -> inserted.contains(arrival.id()))
                .toList();
        if (accepted.size() < arrivals.size()) {
            // Another transaction was faster with some of them; it has committed by now.
            known.putAll(rows.known(client, externalIds));
        }
        accepted.forEach(arrival -> known.put(arrival.externalId(), new Known(arrival.id(), arrival.hash())));
        if (!accepted.isEmpty()) {
            write(Actor.client(client), accepted, batch, now);
        }
        List<Receipt> receipts = receipts(chunk, accepted, known);
        if (batch != null) {
            rows.count(batch, receipts);
        }
        if (!accepted.isEmpty()) {
            events.publishEvent(new ProposalsReceived(
                    batch == null ? null : new BatchId(batch),
                    accepted.stream().map(arrival -> arrival.checked().valid()).toList()));
        }
        // A batch is gated as one, once it is complete.
        if (batch == null && !accepted.isEmpty()) {
            events.publishEvent(new SuggestionsReceived(
                    accepted.stream().map(Arrival::event).toList()));
        }
        return receipts;
    }

    /** The first valid document of each externalId that is not taken, in order. */
    private List<Arrival> arrivals(List<Checked> chunk, Set<String> taken) {
        Map<String, Checked> first = new LinkedHashMap<>();
        Set<String> refs = new HashSet<>();
        for (Checked item : chunk) {
            if (item.proposal() != null && !taken.contains(item.valid().externalId())) {
                first.putIfAbsent(item.valid().externalId(), item);
                String ref = item.valid().audience().subject();
                if (ref != null) {
                    refs.add(ref);
                }
            }
        }
        Map<String, SubjectId> subjects = consents.subjectsOf(refs);
        return first.values().stream()
                .map(item -> {
                    String ref = item.valid().audience().subject();
                    SubjectId subject = ref == null ? null : subjects.get(ref);
                    return new Arrival(
                            Ids.next(), item, subject, item.document().commitment());
                })
                .toList();
    }

    private void write(Actor actor, List<Arrival> accepted, @Nullable UUID batch, Instant now) {
        EntryId entry = log.append(receipt(actor, accepted, batch));
        List<RevisionRow> revisions = new ArrayList<>(accepted.size());
        for (Arrival arrival : accepted) {
            revisions.add(new RevisionRow(
                    arrival.id(), 1, arrival.checked().document(), arrival.commitment(), entry, revisions.size()));
        }
        rows.insertRevisions(revisions, actor, now);
        rows.insertHistory(
                accepted.stream()
                        .map(arrival -> new StepRow(arrival.id(), SuggestionState.RECEIVED, 1, null, entry))
                        .toList(),
                actor,
                now);
    }

    private static NewEntry receipt(Actor actor, List<Arrival> accepted, @Nullable UUID batch) {
        if (accepted.size() == 1 && batch == null) {
            Arrival only = accepted.getFirst();
            return NewEntry.of(
                    EntryType.RECEIPT,
                    new SuggestionId(only.id()).subject(),
                    actor,
                    Map.of(
                            "kind", only.checked().valid().kind().name(),
                            "revision", "1",
                            "commitment", only.commitment().hex()));
        }
        byte[] root = ReceiptTree.root(accepted.stream()
                .map(arrival ->
                        ReceiptTree.leaf(arrival.id(), 1, arrival.commitment().hex()))
                .toList());
        return NewEntry.of(
                EntryType.RECEIPT,
                "batch:" + (batch == null ? Ids.next() : batch),
                actor,
                Map.of(
                        "items",
                        String.valueOf(accepted.size()),
                        "root",
                        HexFormat.of().formatHex(root)));
    }

    private static List<Receipt> receipts(List<Checked> chunk, List<Arrival> accepted, Map<String, Known> known) {
        Set<Checked> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
        accepted.forEach(arrival -> fresh.add(arrival.checked()));
        return chunk.stream()
                .map(item -> receipt(item, fresh.contains(item), known.get(item.externalId())))
                .toList();
    }

    private static Receipt receipt(Checked item, boolean fresh, @Nullable Known known) {
        if (known != null && fresh) {
            return new Receipt(item.externalId(), known.id().toString(), Status.ACCEPTED, List.of());
        }
        // What was accepted once is a duplicate for ever, even if it would no longer pass, its validity being over.
        if (known != null && known.hash() != null && known.hash().equals(item.hash())) {
            return new Receipt(item.externalId(), known.id().toString(), Status.DUPLICATE, List.of());
        }
        if (known == null || !item.errors().isEmpty()) {
            return new Receipt(item.externalId(), null, Status.INVALID, item.errors());
        }
        String detail =
                Texts.quote(String.valueOf(item.externalId())) + " is the externalId of suggestion " + known.id()
                        + (known.hash() == null
                                ? ", whose customer was erased. Use a new one."
                                : ", which has another body. Use a new one, or send a revision of that suggestion.");
        return new Receipt(
                item.externalId(),
                known.id().toString(),
                Status.CONFLICT,
                List.of(new FieldError("/externalId", detail)));
    }

    /** A document that may become a suggestion. */
    private record Arrival(
            UUID id, Checked checked, @Nullable SubjectId subject, Commitment commitment) {

        String externalId() {
            return checked.valid().externalId();
        }

        String hash() {
            return Objects.requireNonNull(checked.hash());
        }

        NewRow row(String client, @Nullable UUID batch, @Nullable Integer chunk) {
            Proposal proposal = checked.valid();
            return new NewRow(
                    id,
                    client,
                    proposal.externalId(),
                    proposal.kind(),
                    proposal.model().name(),
                    proposal.model().version(),
                    subject == null ? null : subject.value(),
                    batch,
                    chunk,
                    proposal.wantsSlot(),
                    hash(),
                    proposal.validUntil());
        }

        SuggestionReceived event() {
            Proposal proposal = checked.valid();
            return new SuggestionReceived(new SuggestionId(id), 1, proposal.wantsSlot(), proposal.validUntil());
        }
    }
}
