package org.countersign.suggestion;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Untrusted text, made fit for a message that people read and every encoder can write. */
final class Texts {

    private static final int SHOWN = 80;

    private Texts() {}

    /** The value as a message quotes it: text in quotation marks, objects and lists by name, long text cut. */
    static String show(@Nullable JsonNode value) {
        if (value == null || value.isMissingNode()) {
            return "Nothing";
        }
        if (value.isObject()) {
            return "An object";
        }
        if (value.isArray()) {
            return "A list";
        }
        return value.isString() ? quote(value.asString()) : printable(cut(value.asString("null")));
    }

    /** The text in quotation marks, cut after 80 characters. */
    static String quote(String text) {
        return '"' + printable(cut(text)) + '"';
    }

    /** The text with control characters and lone surrogates written as escapes. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || isSurrogate(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Whether the text holds no control character except tab and line ends, and no half of a surrogate pair. */
    static boolean isPlain(String text) {
        return text.codePoints()
                .allMatch(c -> c == '\n' || c == '\r' || c == '\t' || (!Character.isISOControl(c) && !isSurrogate(c)));
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** The text, cut after 80 characters. */
    static String cut(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "…";
    }
}
