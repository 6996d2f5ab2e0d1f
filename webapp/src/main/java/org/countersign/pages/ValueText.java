package org.countersign.pages;

import java.math.BigDecimal;
import java.util.List;

/**
 * A value of a rule as the field of a form has it. A browser turns line breaks into others and people overlook blanks at
 * the ends, so these are written out: {@code \n}, {@code \r}, {@code \t}, {@code \s} for a blank at an end,
 * {@code \e} for no text at all, and {@code \\} for a backslash.
 */
final class ValueText {

    private ValueText() {}

    static String write(Object value) {
        if (!(value instanceof String text)) {
            return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        }
        if (text.isEmpty()) {
            return "\\e";
        }
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean end = i == 0 || i == text.length() - 1;
            switch (c) {
                case '\\' -> written.append("\\\\");
                case '\n' -> written.append("\\n");
                case '\r' -> written.append("\\r");
                case '\t' -> written.append("\\t");
                case ' ' -> written.append(end ? "\\s" : " ");
                default -> written.append(c);
            }
        }
        return written.toString();
    }

    /** Several values, one a line. */
    static String write(List<Object> values) {
        return String.join("\n", values.stream().map(ValueText::write).toList());
    }

    /** What a field says; a backslash before anything else stands for itself. */
    static String read(String written) {
        String stripped = written.strip();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (c != '\\' || i == stripped.length() - 1) {
                text.append(c);
                continue;
            }
            char next = stripped.charAt(++i);
            switch (next) {
                case '\\' -> text.append('\\');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 's' -> text.append(' ');
                case 'e' -> {}
                default -> text.append(c).append(next);
            }
        }
        return text.toString();
    }
}
