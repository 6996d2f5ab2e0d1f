package org.countersign.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.countersign.proof.Hash;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry as it is read back.
 *
 * @param index in the log, from 0; null for the second or so until it is sequenced
 * @param leaf the exact text that was hashed; its UTF-8 bytes are the leaf
 */
public record LogEntry(EntryId id, @Nullable Long index, EntryType type, String subject, Instant at, String leaf) {

    /** The exact bytes. */
    public byte[] leafBytes() {
        return leaf.getBytes(StandardCharsets.UTF_8);
    }

    public Hash leafHash() {
        return Hash.leaf(leafBytes());
    }

    /** The leaf, decoded. */
    public JsonNode document() {
        return Json.MAPPER.readTree(leaf);
    }
}
