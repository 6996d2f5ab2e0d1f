package org.countersign.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
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

    private static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> writeObject(map, out);
            case List<?> list -> {
                String separator = "[";
                for (Object element : list) {
                    out.append(separator);
                    write(element, out);
                    separator = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case String string -> writeString(string, out);
            case Boolean bool -> out.append(bool);
            case Number number -> out.append(canonicalNumber(number.doubleValue()));
            default -> throw new IllegalArgumentException("JSON has no " + value.getClass() + ".");
        }
    }

    /** Names in the order of their UTF-16 code units, which is that of {@link String#compareTo}. */
    private static void writeObject(Map<?, ?> map, StringBuilder out) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((name, member) -> sorted.put(String.valueOf(name), member));
        String separator = "{";
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            out.append(separator);
            writeString(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            separator = ",";
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void writeString(String string, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** As ECMAScript writes a number: Java finds the same shortest digits (since 19), and places the point elsewhere. */
    static String canonicalNumber(double value) {
        if (value == 0) {
            return "0";
        }
        String java = Double.toString(Math.abs(value));
        int e = java.indexOf('E');
        int exponent = e < 0 ? 0 : Integer.parseInt(java.substring(e + 1));
        String mantissa = e < 0 ? java : java.substring(0, e);
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        int before = point + exponent;
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        digits = digits.substring(zeros).replaceAll("0+$", "");
        before -= zeros;
        String sign = value < 0 ? "-" : "";
        if (digits.length() == 2) {
            // Java never writes fewer than two digits, also where one would do: 4.9E-324 for 5e-324.
            int leading = digits.charAt(0) - '0' + 1;
            if (Double.parseDouble(leading + "E" + (before - 1)) == Math.abs(value)) {
                return sign
                        + placed(leading == 10 ? "1" : String.valueOf(leading), leading == 10 ? before + 1 : before);
            }
        }
        return sign + placed(digits, before);
    }

    /** @param before how many digits stand before the point; may be negative, or more than there are */
    private static String placed(String digits, int before) {
        if (before > 0 && before <= 21) {
            return before >= digits.length()
                    ? digits + "0".repeat(before - digits.length())
                    : digits.substring(0, before) + "." + digits.substring(before);
        }
        if (before > -6 && before <= 0) {
            return "0." + "0".repeat(-before) + digits;
        }
        int exponent = before - 1;
        return digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
