package org.countersign.audit;

import java.util.List;
import java.util.Map;
import org.countersign.shared.Actor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry about to be written. Everything in {@code facts} ends up in the log for ever, so it holds ids, enum names,
 * hashes and numbers as text, never personal data or free text; those go into {@code payload}, of which the log keeps
 * only a salted commitment.
 *
 * @param type what happened
 * @param subject what it happened to, for example {@code suggestion:7f3a}
 * @param actor who did it
 * @param facts further fields, by name; values must be plain ASCII ids, codes, hashes or numbers
 * @param previous entries this one builds on
 * @param payload what may have to be erased one day; null if there is nothing of the kind
 */
public record NewEntry(
        EntryType type,
        String subject,
        Actor actor,
        Map<String, String> facts,
        List<EntryId> previous,
        @Nullable JsonNode payload) {

    /** @throws IllegalArgumentException if the subject or a fact is not a plain code */
    public NewEntry {
        Codes.requireSubject(subject);
        facts = Map.copyOf(facts);
        facts.forEach(Codes::requireFact);
        previous = List.copyOf(previous);
    }

    /**
     * Whether {@code text} may be the value of a fact: printable ASCII without blanks, at most 1,024 characters, that
     * does not look like an e-mail address or a telephone number. What a client chose freely, for example a model's
     * name, is a fact only if this is true; otherwise it belongs into the payload.
     */
    public static boolean isCode(String text) {
        return Codes.isCode(text);
    }

    public static NewEntry of(EntryType type, String subject, Actor actor, Map<String, String> facts) {
        return new NewEntry(type, subject, actor, facts, List.of(), null);
    }

    public NewEntry after(EntryId... entries) {
        return new NewEntry(type, subject, actor, facts, List.of(entries), payload);
    }

    public NewEntry withPayload(JsonNode erasable) {
        return new NewEntry(type, subject, actor, facts, previous, erasable);
    }
}
