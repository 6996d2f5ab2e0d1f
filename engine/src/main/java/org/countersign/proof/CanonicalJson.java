package org.countersign.proof;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what {@link JsonText} read in the one form (RFC 8785) that is hashed and signed. */
final class CanonicalJson {

    private CanonicalJson() {}

    static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
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
            case Number number -> out.append(number(number.doubleValue()));
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
    static String number(double value) {
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
