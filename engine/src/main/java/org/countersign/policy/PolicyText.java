package org.countersign.policy;

/** What characters the text of a policy may hold. */
final class PolicyText {

    private PolicyText() {}

    /**
     * Refuses control characters, and invisible ones that make a text read otherwise than it works (Trojan Source,
     * CVE-2021-42574).
     *
     * @return {@code text}
     */
    static String requirePlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                throw new IllegalArgumentException(String.format(
                        "The invisible character U+%04X is not allowed; remove it.", (int) text.charAt(i)));
            }
        }
        return text;
    }

    static boolean isPlain(char c) {
        return c == '\n'
                || c == '\r'
                || c == '\t'
                || !(Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || c == '\u2028'
                        || c == '\u2029');
    }

    /** A text as a literal of DRL and Java alike. */
    static String quoted(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> literal.append(c);
            }
        }
        return literal.append('"').toString();
    }
}
