package org.countersign.suggestion;

import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import tools.jackson.databind.JsonNode;

/** A document in the one form that equal documents share (RFC 8785), and its hash. */
final class CanonicalDocument {

    private final byte[] bytes;
    private final String hash;

    /** @param document an object without numbers that a double cannot hold */
    CanonicalDocument(JsonNode document) {
        bytes = Json.canonical(document);
        hash = Sha256.hexOf(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    /** Hex SHA-256 of the bytes. */
    String hash() {
        return hash;
    }

    Commitment commitment() {
        return Commitment.to(bytes);
    }
}
