package org.countersign.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.countersign.policy.DrlToken.Kind;

/**
 * Cuts the text of a policy into words, in one pass. What is no word of the language becomes an error in its place, so
 * that the reader can still name the rule it is in.
 */
final class DrlTokens {

    private static final List<String> SIGNS =
            List.of("&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", ",", ";", ":", ".", "@", "-");

    private final String text;
    private final List<DrlToken> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;

    private DrlTokens(String text) {
        this.text = text;
    }

    /** All tokens; the last one is END. */
    static List<DrlToken> of(String text) {
        return new DrlTokens(text).cut();
    }

    private List<DrlToken> cut() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (text.startsWith("//", at)) {
                skipLine();
            } else if (text.startsWith("/*", at)) {
                skipBlock();
            } else if (c == '"') {
                string();
            } else if (isWordStart(c)) {
                add(Kind.WORD, at, endOf(DrlTokens::isWordPart));
            } else if (isDigit(c)) {
                number();
            } else {
                sign();
            }
        }
        tokens.add(new DrlToken(Kind.END, "", line, column(at)));
        return tokens;
    }

    private void skipLine() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
        requirePlain(start);
    }

    private void skipBlock() {
        int start = at;
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            error(start, "This comment has no end; close it with */.");
            at = text.length();
            return;
        }
        int startLine = line;
        int startColumn = column(start);
        for (at = start; at < end + 2; at++) {
            if (!PolicyText.isPlain(text.charAt(at))) {
                tokens.add(new DrlToken(Kind.ERROR, invisible(text.charAt(at)), startLine, startColumn));
            }
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private void string() {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            char c = text.charAt(at);
            if (c == '\\') {
                if (!escape(value)) {
                    return;
                }
            } else if (!PolicyText.isPlain(c)) {
                error(at, invisible(c));
                skipRestOfString();
                return;
            } else {
                value.append(c);
                at++;
            }
        }
        if (at >= text.length() || text.charAt(at) == '\n') {
            error(start, "This text has no end; close it with \" on the same line.");
            return;
        }
        at++;
        tokens.add(new DrlToken(Kind.STRING, value.toString(), line, column(start)));
    }

    private boolean escape(StringBuilder value) {
        char escaped = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
        switch (escaped) {
            case '"', '\\' -> value.append(escaped);
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            default -> {
                error(
                        at,
                        "Only \\\" \\\\ \\n \\r and \\t may follow a backslash in a text; write the character itself.");
                skipRestOfString();
                return false;
            }
        }
        at += 2;
        return true;
    }

    private void skipRestOfString() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void number() {
        int start = at;
        int end = endOf(DrlTokens::isDigit);
        if (end + 1 < text.length() && text.charAt(end) == '.' && isDigit(text.charAt(end + 1))) {
            at = end + 1;
            end = endOf(DrlTokens::isDigit);
        }
        if (end - start > Operand.MAX_DIGITS + 1) {
            error(start, "This number has too many digits; " + Operand.MAX_DIGITS + " are allowed.");
            at = end;
        } else if (text.charAt(start) == '0' && end > start + 1 && text.charAt(start + 1) != '.') {
            error(start, "A number does not begin with 0; elsewhere in DRL it would be read to base 8.");
            at = end;
        } else {
            add(Kind.NUMBER, start, end);
        }
    }

    private void sign() {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, at)) {
                add(Kind.SIGN, at, at + sign.length());
                return;
            }
        }
        char c = text.charAt(at);
        error(at, PolicyText.isPlain(c) ? "The character " + c + " has no meaning here." : invisible(c));
        at++;
    }

    private int endOf(IntPredicate part) {
        int end = at;
        while (end < text.length() && part.test(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void add(Kind kind, int start, int end) {
        tokens.add(new DrlToken(kind, text.substring(start, end), line, column(start)));
        at = end;
    }

    private void error(int position, String message) {
        tokens.add(new DrlToken(Kind.ERROR, message, line, column(position)));
    }

    private void requirePlain(int start) {
        for (int i = start; i < at; i++) {
            if (!PolicyText.isPlain(text.charAt(i))) {
                error(i, invisible(text.charAt(i)));
                return;
            }
        }
    }

    private static String invisible(char c) {
        return String.format("The invisible character U+%04X is not allowed; remove it.", (int) c);
    }

    private int column(int position) {
        return position - lineStart + 1;
    }

    private static boolean isWordStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    private static boolean isWordPart(int c) {
        return isWordStart(c) || isDigit(c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
