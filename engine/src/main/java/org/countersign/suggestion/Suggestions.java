package org.countersign.suggestion;

import java.util.List;
import org.countersign.audit.EntryId;
import org.countersign.shared.Actor;
import org.countersign.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** The front door of suggestions: intake, revisions, and every move of their life. */
@Service
public class Suggestions {

    /** Receives documents one by one; a bad one spoils no other. Receipts in the order of the documents. */
    public List<Receipt> receive(String client, List<JsonNode> documents) {
        throw new UnsupportedOperationException();
    }

    /**
     * Checks a document against its kind's schema and the rules between its fields, and types it; stores nothing.
     *
     * @throws org.countersign.shared.Refusal.Invalid with everything that is wrong
     */
    public Proposal check(JsonNode document) {
        throw new UnsupportedOperationException();
    }

    /** @throws org.countersign.shared.Refusal.NotFound if there is none */
    public SuggestionView get(SuggestionId id) {
        throw new UnsupportedOperationException();
    }

    /** Newest first; {@code state}, {@code client} and {@code cursor} may be null. At most 200 a page. */
    public Page<SuggestionView> list(
            @Nullable SuggestionState state, @Nullable String client, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Those APPROVED that want a slot and have none yet, oldest first. */
    public List<SuggestionView> awaitingSlot(int limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces the content by a new revision and sends it back to screening.
     *
     * @return the new revision number
     * @throws org.countersign.shared.Refusal.Conflict if the suggestion has ended for good
     */
    public int revise(Actor actor, SuggestionId id, JsonNode document) {
        throw new UnsupportedOperationException();
    }

    /** Ends it now, published or not. Repeating it changes nothing. */
    public void withdraw(Actor actor, SuggestionId id, String reason) {
        throw new UnsupportedOperationException();
    }

    /**
     * Withdraws everything a model version ever proposed.
     *
     * @param client only suggestions of this producer; null for all
     * @return how many were withdrawn
     */
    public int recall(Actor actor, @Nullable String client, String model, String version, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Expires what is past its validity, at most {@code limit}; returns how many. Run by a timer. */
    public int expireDue(int limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Moves a suggestion, for the features that decide: screening, review, allocation, delivery. The caller writes the
     * log entry of its decision first and hands it over, so that the next one can name it.
     *
     * @throws org.countersign.shared.Refusal.Conflict if the move is not in {@link SuggestionState}'s table, or the
     *     suggestion has another revision by now
     */
    public void move(
            SuggestionId id, int revision, SuggestionState next, Actor actor, @Nullable String reason, EntryId entry) {
        throw new UnsupportedOperationException();
    }

    /** The JSON Schema of a whole suggestion of this kind, with an accepted example. */
    public JsonNode schema(Kind kind) {
        throw new UnsupportedOperationException();
    }
}
