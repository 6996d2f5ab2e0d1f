package org.countersign.governance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What changes leave in the log. What people wrote goes beside it; the log keeps a commitment to that. */
@Component
class ChangeLog {

    private final AuditEntries entries;

    ChangeLog(AuditEntries entries) {
        this.entries = entries;
    }

    EntryId opened(ChangeId id, NewChange request, String base) {
        return entries.append(NewEntry.of(
                        EntryType.POLICY_DRAFTED,
                        id.subject(),
                        request.author(),
                        Map.of("kind", request.kind().name(), "base", base))
                .withPayload(Json.MAPPER
                        .createObjectNode()
                        .put("title", request.title())
                        .put("reason", request.reason())));
    }

    void edited(Change change, Actor person, List<Edit> edits) {
        Map<String, String> facts = facts(change);
        facts.put("edits", String.valueOf(edits.size()));
        var payload = Json.MAPPER.createObjectNode();
        payload.set("edits", Json.MAPPER.valueToTree(edits));
        add(
                change,
                NewEntry.of(EntryType.POLICY_DRAFTED, change.id().subject(), person, facts)
                        .withPayload(payload));
    }

    void submitted(Change change, Actor person, String candidate) {
        Map<String, String> facts = facts(change);
        facts.put("candidate", candidate);
        facts.put("effectiveAt", change.effectiveAt() == null ? "at-once" : String.valueOf(change.effectiveAt()));
        add(change, NewEntry.of(EntryType.POLICY_SUBMITTED, change.id().subject(), person, facts));
    }

    /** @param decision a code such as {@code APPROVED} */
    EntryId decided(Change change, Actor person, String decision, Map<String, String> bound, @Nullable String comment) {
        Map<String, String> facts = facts(change);
        facts.put("decision", decision);
        facts.putAll(bound);
        NewEntry entry = NewEntry.of(EntryType.POLICY_DECIDED, change.id().subject(), person, facts);
        return add(change, withText(entry, comment));
    }

    void brokeGlass(Change change, Actor person, Map<String, String> bound, String reason) {
        Map<String, String> facts = facts(change);
        facts.putAll(bound);
        add(
                change,
                withText(NewEntry.of(EntryType.POLICY_BREAK_GLASS, change.id().subject(), person, facts), reason));
    }

    private static NewEntry withText(NewEntry entry, @Nullable String text) {
        return text == null || text.isBlank()
                ? entry
                : entry.withPayload(Json.MAPPER.createObjectNode().put("text", text));
    }

    private static Map<String, String> facts(Change change) {
        Map<String, String> facts = new HashMap<>();
        facts.put("revision", String.valueOf(change.revision()));
        facts.put("base", change.base());
        return facts;
    }

    private EntryId add(Change change, NewEntry entry) {
        EntryId id = entries.append(entry.after(change.entry()));
        change.logged(id);
        return id;
    }
}
