package org.countersign.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Phrases prepared to be looked for, by their first word: one pass over a text finds any of a thousand phrases. It finds
 * what {@link Phrases#mentions} finds.
 */
final class PhraseIndex {

    private final Map<String, List<String[]>> byFirstWord = new HashMap<>();

    PhraseIndex(List<?> phrases) {
        for (Object phrase : phrases) {
            String[] words = split((String) phrase);
            byFirstWord
                    .computeIfAbsent(words[0], first -> new ArrayList<>())
                    .add(Arrays.copyOfRange(words, 1, words.length));
        }
    }

    /** The words of a text in their common form; none for a text without any. */
    static String[] split(String text) {
        String words = Phrases.words(text).strip();
        return words.isEmpty() ? new String[0] : words.split(" ");
    }

    /** @param words of a text, as {@link #split} gives them */
    boolean isIn(String[] words) {
        for (int i = 0; i < words.length; i++) {
            List<String[]> rests = byFirstWord.get(words[i]);
            if (rests != null) {
                for (String[] rest : rests) {
                    if (continues(words, i + 1, rest)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean continues(String[] words, int from, String[] rest) {
        return from + rest.length <= words.length
                && Arrays.equals(words, from, from + rest.length, rest, 0, rest.length);
    }
}
