package org.countersign.policy;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Finds phrases in a text, in linear time: whole words, whatever the case, width, punctuation or white space between
 * them. A policy's own regular expressions could take for ever, so there are none.
 */
public final class Phrases {

    private Phrases() {}

    /** Whether {@code text} has any of the phrases in it: "LAST-CHANCE!" has "last chance", "blast" has not "last". */
    public static boolean mentions(String text, List<?> phrases) {
        String haystack = words(text);
        return phrases.stream().anyMatch(phrase -> haystack.contains(words((String) phrase)));
    }

    static void requireWords(String phrase) {
        if (words(phrase).isBlank()) {
            throw new IllegalArgumentException(
                    "The phrase " + PolicyText.quoted(phrase) + " has no letter or digit to look for.");
        }
    }

    /** The words in a common form with exactly one space around each. */
    static String words(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        StringBuilder words = new StringBuilder(folded.length() + 2).append(' ');
        folded.codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .forEach(c -> {
                    if (isPartOfWord(c)) {
                        words.appendCodePoint(c);
                    } else if (words.charAt(words.length() - 1) != ' ') {
                        words.append(' ');
                    }
                });
        if (words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
        }
        return words.toString();
    }

    private static boolean isPartOfWord(int c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }
}
