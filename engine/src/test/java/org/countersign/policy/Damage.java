package org.countersign.policy;

import java.util.List;
import java.util.Random;

/** Texts as nobody should write them: bitten into, spliced, repeated, or made of nothing but signs and words. */
final class Damage {

    private static final String SIGNS = "\"\\(){}!@$&|<=,;.-/*\n end";
    private static final List<String> WORDS = List.of(
            "rule",
            "when",
            "then",
            "end",
            "Facts(",
            "$v : Verdict()",
            "eval(",
            "from",
            "function",
            "import",
            "dialect",
            "price.list",
            "suggestion.kind",
            "in (",
            "not",
            "memberOf",
            "list(\"first\")",
            "mentions(",
            "&&",
            "||",
            "!(",
            ")",
            "@id(\"T-01\")",
            "\"",
            "'",
            "/*",
            "*/",
            "//",
            "\\u0022",
            "\u202e",
            "9e999999",
            "-0",
            "null",
            "If",
            "is one of",
            "then",
            "block",
            "$v.block(\"T-01\");",
            "\n",
            " ");

    private final Random random;

    Damage(Random random) {
        this.random = random;
    }

    /** One to four bites. */
    String bitten(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(4); changes > 0 && !damaged.isEmpty(); changes--) {
            int at = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), at + 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, damaged.substring(at, end));
                case 2 -> damaged.setCharAt(at, (char) random.nextInt(0x300));
                default -> damaged.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
        }
        return damaged.toString();
    }

    /** The head of one and the tail of another. */
    String spliced(String one, String other) {
        return one.substring(0, random.nextInt(one.length() + 1)) + other.substring(random.nextInt(other.length() + 1));
    }

    /** A piece of it many times over: deep brackets, endless lists, long words. */
    String repeated(String text) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(6));
        int times = 1 + random.nextInt(Math.max(1, 2 * DrlReader.MAX_BYTES / (end - at)));
        return text.substring(0, at) + text.substring(at, end).repeat(times) + text.substring(end);
    }

    String soup() {
        StringBuilder soup = new StringBuilder("package soup\n");
        for (int words = random.nextInt(200); words > 0; words--) {
            soup.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextBoolean() ? " " : "");
        }
        return soup.toString();
    }
}
