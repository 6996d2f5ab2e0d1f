package org.countersign.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.countersign.shared.Sha256;

/** Draws by lot, always the same for the same thing: what is drawn for one household says nothing about the next. */
record Lot(long seed) {

    /** 0 to {@code bound}, exclusive. */
    int draw(int bound, String... of) {
        byte[] hash = Sha256.of((seed + "/" + String.join("/", of)).getBytes(StandardCharsets.UTF_8));
        return (int) (Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt()) % bound);
    }
}
