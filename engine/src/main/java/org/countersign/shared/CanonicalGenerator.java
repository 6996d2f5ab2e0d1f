package org.countersign.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes numbers as RFC 8785 wants them, and insists on its order of names: whoever calls it must come with sorted names,
 * and learns at once when they are not, before anybody has hashed the bytes.
 */
final class CanonicalGenerator extends JsonGeneratorDelegate {

    /** Integers from here on have no double of their own, and are written as the nearest one. */
    private static final long EXACT = 1L << 53;

    CanonicalGenerator(JsonGenerator out) {
        super(out, false);
    }

    @Override
    public JsonGenerator writeName(String name) {
        requireOrder(name);
        return super.writeName(name);
    }

    @Override
    public JsonGenerator writeName(SerializableString name) {
        requireOrder(name.getValue());
        return super.writeName(name);
    }

    /** RFC 8785, section 3.2.3: UTF-16 code units, which is the order of {@link String#compareTo}. */
    private void requireOrder(String name) {
        String before = delegate.streamWriteContext().currentName();
        if (before != null && before.compareTo(name) >= 0) {
            throw new UnsortedException(
                    "The names of canonical JSON are sorted, and '" + name + "' comes after '" + before + "'.");
        }
    }

    @Override
    public JsonGenerator writeNumber(long value) {
        return -EXACT <= value && value <= EXACT ? super.writeNumber(value) : writeNumber((double) value);
    }

    @Override
    public JsonGenerator writeNumber(BigInteger value) {
        return writeNumber(value.doubleValue());
    }

    @Override
    public JsonGenerator writeNumber(BigDecimal value) {
        return writeNumber(value.doubleValue());
    }

    @Override
    public JsonGenerator writeNumber(float value) {
        // The shortest decimal of the float, as it would be written elsewhere.
        return writeNumber(Double.parseDouble(Float.toString(value)));
    }

    @Override
    public JsonGenerator writeNumber(double value) {
        try {
            return super.writeNumber(NumberToJSON.serializeNumber(value));
        } catch (IOException e) {
            throw new UncheckedIOException("JSON has no number " + value + ".", e);
        }
    }

    /** Names came in another order; nothing of what was written so far may be used. */
    static final class UnsortedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private UnsortedException(String message) {
            super(message);
        }
    }

    /** RFC 8785, section 3.2.2.2: hexadecimal digits of escapes are small. */
    static final class Escapes extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        private static final int[] CODES = standardAsciiEscapesForJSON();
        private static final @Nullable SerializableString[] SMALL = new SerializableString[' '];

        static {
            for (int c = 0; c < ' '; c++) {
                if (CODES[c] == ESCAPE_STANDARD) {
                    CODES[c] = ESCAPE_CUSTOM;
                    SMALL[c] = new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
                }
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return CODES;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            // Asked for everything beyond ASCII too, which goes as it is.
            return c < SMALL.length ? SMALL[c] : null;
        }
    }
}
