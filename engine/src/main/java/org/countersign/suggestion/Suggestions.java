package org.countersign.suggestion;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.DocumentCheck.Checked;
import org.countersign.suggestion.SuggestionRows.RevisionRow;
import org.countersign.suggestion.SuggestionViews.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * The front door of suggestions: taking them in, revising and reading them, and the moves of those who decide on them.
 * How they end early is {@link Endings}, how they are sent back to the start {@link Regating}.
 */
@Service
public class Suggestions {

    private static final int PAGE = 200;

    private final DocumentCheck check;
    private final SuggestionSchemas schemas;
    private final Intake intake;
    private final Moves moves;
    private final ApprovalSettings approvals;
    private final BulkMoves bulk;
    private final SuggestionRows rows;
    private final SuggestionViews views;
    private final AuditEntries log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Suggestions(
            DocumentCheck check,
            SuggestionSchemas schemas,
            Intake intake,
            Moves moves,
            ApprovalSettings approvals,
            BulkMoves bulk,
            SuggestionRows rows,
            SuggestionViews views,
            AuditEntries log,
            ApplicationEventPublisher events,
            Clock clock) {
        this.check = check;
        this.schemas = schemas;
        this.intake = intake;
        this.moves = moves;
        this.approvals = approvals;
        this.bulk = bulk;
        this.rows = rows;
        this.views = views;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Receives documents one by one; a bad one spoils no other. Receipts in the order of the documents. What a receipt
     * calls ACCEPTED is durable, and a document is taken in once however often and by however many threads it is sent.
     */
    public List<Receipt> receive(String client, List<JsonNode> documents) {
        return intake.receiveAll(client, documents, check::check);
    }

    /** The same from JSON texts, each of which is read by itself: one that is no JSON is INVALID like any other. */
    public List<Receipt> receiveTexts(String client, List<String> documents) {
        return intake.receiveAll(client, documents, check::check);
    }

    /**
     * Checks a document against its kind's schema and the rules between its fields, and types it; stores nothing.
     *
     * @throws Refusal.Invalid with everything that is wrong
     */
    public Proposal check(JsonNode document) {
        Checked checked = check.check(document);
        refuse(checked.errors());
        return checked.valid();
    }

    /** @throws Refusal.NotFound if there is none */
    @Transactional(readOnly = true)
    public SuggestionView get(SuggestionId id) {
        return views.find(id).orElseThrow(() -> new Refusal.NotFound("suggestion", id.toString()));
    }

    /**
     * The same, locked until the transaction ends: for a feature that decides on a suggestion by what it has seen of it.
     * Whoever takes locks of its own takes this one first.
     *
     * @throws Refusal.NotFound if there is none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public SuggestionView lock(SuggestionId id) {
        return lockAll(List.of(id)).getFirst();
    }

    /**
     * The same for many, in the order given.
     *
     * @throws Refusal.NotFound if one of them does not exist
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<SuggestionView> lockAll(Collection<SuggestionId> ids) {
        bulk.lock(ids);
        Map<SuggestionId, SuggestionView> found = views.findAll(ids);
        return ids.stream()
                .distinct()
                .map(id -> Optional.ofNullable(found.get(id))
                        .orElseThrow(() -> new Refusal.NotFound("suggestion", id.toString())))
                .toList();
    }

    /** Those of these that exist, in one query. */
    @Transactional(readOnly = true)
    public Map<SuggestionId, SuggestionView> getAll(Collection<SuggestionId> ids) {
        return views.findAll(ids);
    }

    /**
     * Those that wait for nobody and have stood still since {@code before}, longest first: something is wrong with their
     * process. At most {@code limit}.
     */
    @Transactional(readOnly = true)
    public List<SuggestionView> standingStill(Instant before, int limit) {
        return views.standingStill(before, limit);
    }

    /** Every revision of a suggestion with its document, oldest first; empty if there is no such suggestion. */
    @Transactional(readOnly = true)
    public List<RevisionView> revisions(SuggestionId id) {
        return views.revisions(id);
    }

    /** Newest first; {@code state}, {@code client} and {@code cursor} may be null. At most 200 a page. */
    @Transactional(readOnly = true)
    public Page<SuggestionView> list(
            @Nullable SuggestionState state, @Nullable String client, @Nullable String cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE);
        List<Row> found = views.list(state, client, position(cursor), size + 1);
        boolean more = found.size() > size;
        List<Row> page = more ? found.subList(0, size) : found;
        return new Page<>(
                page.stream().map(Row::view).toList(),
                more ? String.valueOf(page.getLast().seq()) : null);
    }

    /** Those APPROVED that want a slot and have none yet, oldest first. */
    @Transactional(readOnly = true)
    public List<SuggestionView> awaitingSlot(int limit) {
        return views.awaitingSlot(limit);
    }

    /** How many want a slot and are not approved yet but may be, by where they stand. */
    @Transactional(readOnly = true)
    public Map<SuggestionState, Long> headedForSlot() {
        return views.headedForSlot();
    }

    /**
     * Replaces the content by a new revision and sends it back to screening. The document of the current revision once
     * more changes nothing.
     *
     * @return the new revision number
     * @throws Refusal.Invalid if the document is invalid, or names another externalId, kind or customer
     * @throws Refusal.Conflict if the suggestion has ended for good
     */
    @Transactional
    public int revise(Actor actor, SuggestionId id, JsonNode document) {
        Checked checked = check.check(document);
        Suggestion suggestion = moves.lock(id);
        if (suggestion.state().isFinal()) {
            throw new Refusal.Conflict(
                    "already-ended",
                    "Suggestion " + id + " is " + suggestion.state()
                            + " and takes no revision. Post a new suggestion instead.");
        }
        if (Objects.equals(checked.hash(), suggestion.contentHash())) {
            return suggestion.revision();
        }
        refuse(checked.errors());
        refuse(RevisionRules.check(checked.valid(), suggestion, get(id).proposal()));

        boolean processRunning = !suggestion.state().hasNoProcess();
        suggestion.revise(checked.valid(), checked.document().hash());
        Commitment commitment = checked.document().commitment();
        EntryId entry = log.append(NewEntry.of(
                        EntryType.REVISION,
                        id.subject(),
                        actor,
                        Map.of(
                                "revision", String.valueOf(suggestion.revision()),
                                "commitment", commitment.hex()))
                .after(rows.lastEntry(id)));
        rows.insertRevisions(
                List.of(new RevisionRow(id.value(), suggestion.revision(), checked.document(), commitment, entry, 0)),
                actor,
                clock.instant());
        moves.save(suggestion, actor, null, entry);
        Instant expiresAt = suggestion.expiresAt();
        events.publishEvent(
                new SuggestionRevised(id, suggestion.revision(), processRunning, suggestion.wantsSlot(), expiresAt));
        if (!processRunning) {
            events.publishEvent(new SuggestionReceived(id, suggestion.generation(), suggestion.wantsSlot(), expiresAt));
        }
        return suggestion.revision();
    }

    /**
     * Moves a suggestion, for the features that decide: screening, review, allocation, delivery. The caller writes the
     * log entry of its decision first and hands it over, so that the next one can name it.
     *
     * @throws Refusal.Conflict if the move is not in {@link SuggestionState}'s table, or the suggestion has another
     *     revision by now
     */
    @Transactional
    public void move(
            SuggestionId id, int revision, SuggestionState next, Actor actor, @Nullable String reason, EntryId entry) {
        Suggestion suggestion = moves.lock(id);
        SuggestionState previous = suggestion.state();
        if (next == SuggestionState.APPROVED && suggestion.state() != SuggestionState.SCHEDULED) {
            suggestion.approvedUntil(approvals.until(suggestion.kind(), clock.instant(), suggestion.expiresAt()));
        }
        suggestion.become(next, revision);
        moves.save(suggestion, actor, reason, entry);
        events.publishEvent(new SuggestionMoved(id, revision, previous, next));
    }

    /** The uploads that these came with; those that were posted by themselves are left out. */
    @Transactional(readOnly = true)
    public Map<SuggestionId, BatchId> batchesOf(Collection<SuggestionId> ids) {
        return rows.batchesOf(ids);
    }

    /**
     * Moves many that the caller holds the locks of, all of them or none.
     *
     * @throws Refusal.Conflict if a step is not in {@link SuggestionState}'s table, or one was not locked before it was
     *     read
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void moveAll(List<Move> moves) {
        if (!moves.isEmpty()) {
            bulk.move(moves);
            events.publishEvent(new SuggestionsMoved(moves));
        }
    }

    /**
     * Notes that many that the caller holds the locks of were approved once more and stay where they are.
     *
     * @param stays moves that lead to where each stands, by the log entry of its new approval
     * @throws Refusal.Conflict if one was not locked before it was read
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void confirmAll(List<Move> stays) {
        bulk.stay(stays);
    }

    /** The JSON Schema of a whole suggestion of this kind, with an accepted example. */
    public JsonNode schema(Kind kind) {
        return schemas.document(kind);
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid(
                    errors.size() == 1
                            ? "The suggestion has an error."
                            : "The suggestion has " + errors.size() + " errors.",
                    errors);
        }
    }

    private static long position(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new Refusal.Invalid(
                    "The cursor " + Texts.quote(cursor) + " is none of ours. Take it from the page before.", List.of());
        }
    }
}
