package org.countersign.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.countersign.shared.Json;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Valid suggestions of every kind, as a producer would post them. Each has an externalId of its own; a test states only
 * what matters to it:
 *
 * <pre>{@code
 * Proposals.offer().with("/content/price/offered", "4.99").without("/placement").document()
 * }</pre>
 */
public final class Proposals {

    private final ObjectNode document;

    private Proposals(ObjectNode document) {
        this.document = document;
    }

    public static Proposals recommendation() {
        return of(Kind.RECOMMENDATION);
    }

    public static Proposals copy() {
        return of(Kind.CAMPAIGN_COPY);
    }

    public static Proposals offer() {
        return of(Kind.PRICE_OFFER);
    }

    /** For a single customer, {@code customer-48213}. */
    public static Proposals cartRecovery() {
        return of(Kind.CART_RECOVERY);
    }

    public static Proposals targeting() {
        return of(Kind.SEGMENT_TARGETING);
    }

    /** The example in the kind's schema, under an externalId of its own. */
    public static Proposals of(Kind kind) {
        try (InputStream in = Proposals.class.getResourceAsStream("/schemas/" + kind + ".json")) {
            if (in == null) {
                throw new IllegalStateException("There is no schema of " + kind + ".");
            }
            JsonNode example = Json.MAPPER.readTree(in).path("examples").path(0);
            return new Proposals(example.asObject()).externalId("test-" + UUID.randomUUID());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, to be changed without changing this one. */
    public Proposals copied() {
        return new Proposals(document.deepCopy());
    }

    public Proposals externalId(String externalId) {
        return with("/externalId", externalId);
    }

    public Proposals model(String name, String version) {
        return with("/model/name", name).with("/model/version", version);
    }

    /** For one customer instead of a segment. */
    public Proposals subject(String ref) {
        return with("/audience/subject", ref)
                .with("/audience/segment", null)
                .with("/audience/size", 1)
                .with("/audience/composition", Json.MAPPER.createArrayNode());
    }

    public Proposals valid(Instant from, Instant until) {
        return with("/validFrom", from.toString()).with("/validUntil", until.toString());
    }

    /**
     * Puts a value in its place.
     *
     * @param pointer JSON Pointer; all but its last part must exist
     * @param value text, number, flag, {@link JsonNode} or null
     */
    public Proposals with(String pointer, @Nullable Object value) {
        JsonNode node = Json.MAPPER.valueToTree(value);
        JsonNode parent = parent(pointer);
        if (parent.isArray()) {
            parent.asArray().set(Integer.parseInt(last(pointer)), node);
        } else {
            parent.asObject().set(last(pointer), node);
        }
        return this;
    }

    /** Takes a field out. */
    public Proposals without(String pointer) {
        parent(pointer).asObject().remove(last(pointer));
        return this;
    }

    /** The JSON document. */
    public ObjectNode document() {
        return document.deepCopy();
    }

    /** The JSON text. */
    public String json() {
        return Json.MAPPER.writeValueAsString(document);
    }

    /** The document typed, without being checked. */
    public Proposal proposal() {
        return Proposal.read(document);
    }

    private JsonNode parent(String pointer) {
        JsonNode parent = document.at(pointer.substring(0, pointer.lastIndexOf('/')));
        if (!parent.isContainer()) {
            throw new IllegalArgumentException("The example has no place " + pointer + ".");
        }
        return parent;
    }

    private static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
