package org.countersign.audit;

import java.time.Instant;
import java.util.Base64;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The exact bytes of an entry that the log's tree is built over: an RFC 8785 object of strings only, so that every
 * implementation reads the same values.
 */
final class Leaf {

    private static final String FORMAT = "1";

    private Leaf() {}

    static byte[] bytes(EntryId id, NewEntry entry, String actor, Instant at, byte @Nullable [] commitment) {
        ObjectNode leaf = Json.MAPPER.createObjectNode();
        leaf.put("version", FORMAT);
        leaf.put("id", id.toString());
        leaf.put("type", entry.type().name());
        leaf.put("subject", entry.subject());
        leaf.put("actor", actor);
        leaf.put("at", at.toString());
        ObjectNode facts = leaf.putObject("facts");
        entry.facts().forEach(facts::put);
        ArrayNode previous = leaf.putArray("previous");
        entry.previous().forEach(each -> previous.add(each.toString()));
        if (commitment != null) {
            leaf.put("commitment", Base64.getEncoder().encodeToString(commitment));
        }
        return Json.canonical(leaf);
    }
}
