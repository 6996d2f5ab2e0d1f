package org.countersign.verifier;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.countersign.proof.Hash;
import org.countersign.proof.JsonText;
import org.countersign.proof.ProofRejectedException;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code entries.jsonl}.
 *
 * @param leaf the exact text whose UTF-8 bytes were hashed
 * @param fields the leaf, decoded
 * @param shown whether the line shows the entry as its bytes have it
 */
record EntryLine(String leaf, Hash hash, Map<String, @Nullable Object> fields, boolean shown) {

    private static final String ENTRY = "\",\"entry\":";
    private static final String LEAF_HASH = "\",\"leafHash\":\"";

    /**
     * Reads the line that must be that of entry {@code index}.
     *
     * @throws ProofRejectedException if it is not, saying what does not fit
     */
    static EntryLine read(String line, long index) {
        String begin = "{\"index\":" + index + ",\"leaf\":\"";
        int leafEnd = line.startsWith(begin) ? line.indexOf('"', begin.length()) : -1;
        int hashStart = leafEnd + LEAF_HASH.length();
        int entryStart = hashStart + 44 + ENTRY.length();
        // The usual shape is taken apart without a parser: an export has millions of lines.
        if (leafEnd > 0
                && line.startsWith(LEAF_HASH, leafEnd)
                && line.startsWith(ENTRY, hashStart + 44)
                && line.endsWith("}")) {
            String leaf = decode(line.substring(begin.length(), leafEnd));
            EntryLine entry = of(leaf, line.substring(hashStart, hashStart + 44));
            boolean same = line.regionMatches(entryStart, leaf, 0, leaf.length())
                    && line.length() == entryStart + leaf.length() + 1;
            return same ? entry : entry.shownAs(JsonText.parse(line.substring(entryStart, line.length() - 1)));
        }
        Map<String, @Nullable Object> fields = JsonText.parseObject(line);
        if (JsonText.number(fields, "index") != index) {
            throw new ProofRejectedException(
                    "the line has index " + JsonText.canonical(fields.get("index")) + " instead");
        }
        return of(decode(JsonText.string(fields, "leaf")), JsonText.string(fields, "leafHash"))
                .shownAs(fields.get("entry"));
    }

    private static EntryLine of(String leaf, String statedHash) {
        Hash hash = Hash.leaf(leaf.getBytes(StandardCharsets.UTF_8));
        if (!hash.base64().equals(statedHash)) {
            throw new ProofRejectedException("its bytes have leaf hash " + hash + " and not " + statedHash);
        }
        Map<String, @Nullable Object> fields = JsonText.parseObject(leaf);
        if (!JsonText.canonical(fields).equals(leaf)) {
            throw new ProofRejectedException("its bytes are no canonical JSON");
        }
        return new EntryLine(leaf, hash, fields, true);
    }

    private EntryLine shownAs(@Nullable Object entry) {
        return new EntryLine(leaf, hash, fields, fields.equals(entry));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProofRejectedException("its leaf is no base64");
        }
    }

    String text(String name) {
        return JsonText.string(fields, name);
    }

    String fact(String name) {
        return fields.get("facts") instanceof Map<?, ?> facts && facts.get(name) instanceof String text ? text : "";
    }
}
