package org.countersign.policy;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds phrases in a text, in linear time: whole words, whatever the case, width, punctuation or white space between
 * them. A policy's own regular expressions could take for ever, so there are none.
 */
public final class Phrases {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private Phrases() {}

    /** Whether {@code text} has any of the phrases in it: "LAST-CHANCE!" has "last chance", "blast" has not "last". */
    public static boolean mentions(String text, List<?> phrases) {
        String haystack = words(text);
        return phrases.stream().anyMatch(phrase -> haystack.contains(words((String) phrase)));
    }

    /** The text without the phrases, and without the white space that is left over. */
    public static String without(String text, List<?> phrases) {
        String rest = text;
        for (Object phrase : phrases) {
            String[] wanted = PhraseIndex.split((String) phrase);
            Matcher word = WORD.matcher(rest);
            List<MatchResult> found = word.results().toList();
            for (int i = found.size() - wanted.length; i >= 0; i--) {
                if (begins(found, i, wanted)) {
                    int end = found.get(i + wanted.length - 1).end();
                    rest = rest.substring(0, found.get(i).start()) + rest.substring(end);
                }
            }
        }
        return rest.equals(text) ? text : rest.replaceAll(" {2,}", " ").strip();
    }

    private static boolean begins(List<MatchResult> found, int from, String[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (!Arrays.equals(PhraseIndex.split(found.get(from + i).group()), new String[] {wanted[i]})) {
                return false;
            }
        }
        return true;
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
