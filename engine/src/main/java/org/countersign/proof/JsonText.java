package org.countersign.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON without a library. Objects are {@link Map}, arrays {@link List}, numbers {@link Double} (which is what canonical
 * JSON makes of them), besides {@link String}, {@link Boolean} and null. Duplicate names are refused.
 */
public final class JsonText {

    private static final int DEEPEST = 100;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final String text;
    private int at;
    private int depth;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * Reads a document.
     *
     * @throws ProofRejectedException if it is no JSON, saying where
     */
    public static @Nullable Object parse(String text) {
        JsonText reader = new JsonText(text);
        Object value = reader.value();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.bad("text after the document");
        }
        return value;
    }

    /**
     * Reads a document that is an object.
     *
     * @throws ProofRejectedException if it is anything else
     */
    public static Map<String, @Nullable Object> parseObject(String text) {
        return object(parse(text), "document");
    }

    /** The value as an object; {@code what} names it in the complaint that it is none. */
    @SuppressWarnings("unchecked")
    public static Map<String, @Nullable Object> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new ProofRejectedException("The " + what + " is no JSON object.");
    }

    /** The value as an array; null and absent are empty. */
    public static List<@Nullable Object> array(@Nullable Object value) {
        return value instanceof List<?> list ? new ArrayList<>(list) : List.of();
    }

    /** The member as text; empty if it is absent or no text. */
    public static String string(Map<String, @Nullable Object> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    /** The member as a whole number; -1 if it is absent or none. */
    public static long number(Map<String, @Nullable Object> object, String name) {
        return object.get(name) instanceof Double number && number == Math.rint(number) ? number.longValue() : -1;
    }

    /** The RFC 8785 canonical form. */
    public static String canonical(@Nullable Object value) {
        return CanonicalJson.of(value);
    }

    private @Nullable Object value() {
        blanks();
        if (at >= text.length()) {
            throw bad("the end instead of a value");
        }
        char first = text.charAt(at);
        return switch (first) {
            case '{' -> readObject();
            case '[' -> readArray();
            case '"' -> readString();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> readNumber();
        };
    }

    private Map<String, @Nullable Object> readObject() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        enter();
        if (!skip('}')) {
            do {
                blanks();
                if (at >= text.length() || text.charAt(at) != '"') {
                    throw bad("no name");
                }
                String name = readString();
                expect(':');
                if (members.containsKey(name)) {
                    throw bad("a second member of the name " + name);
                }
                members.put(name, value());
            } while (skip(','));
            expect('}');
        }
        depth--;
        return members;
    }

    private List<@Nullable Object> readArray() {
        List<@Nullable Object> elements = new ArrayList<>();
        enter();
        if (!skip(']')) {
            do {
                elements.add(value());
            } while (skip(','));
            expect(']');
        }
        depth--;
        return elements;
    }

    private String readString() {
        at++;
        int end = at;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\' && text.charAt(end) >= ' ') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '"') {
            String plain = text.substring(at, end);
            at = end + 1;
            return plain;
        }
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw bad("a control character in a text");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw bad("a text without end");
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : 'x';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    throw bad("an escape that is none");
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> throw bad("an escape that is none");
        };
    }

    private Double readNumber() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(start, at);
        if (!NUMBER.matcher(number).matches()) {
            at = start;
            throw bad("no value");
        }
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw bad("a number that is too large");
        }
        return value;
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw bad("no value");
        }
        at += word.length();
        return value;
    }

    private void enter() {
        at++;
        if (++depth > DEEPEST) {
            throw bad("more than " + DEEPEST + " levels");
        }
    }

    private boolean skip(char wanted) {
        blanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!skip(wanted)) {
            throw bad("no '" + wanted + "'");
        }
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private ProofRejectedException bad(String what) {
        return new ProofRejectedException("No JSON: " + what + " at character " + at + ".");
    }
}
