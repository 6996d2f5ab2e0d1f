package org.countersign.audit;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What an entry can be found by: the words, ids, hashes and numbers in it, in lower case. */
final class Words {

    /** Of one entry; what a longer text says after that is not found by its words. */
    private static final int MOST = 3_000;

    private static final int LONGEST = 100;

    // Ids, also how they begin, and hashes in one piece; then whatever people would call a word.
    private static final Pattern WORD = Pattern.compile(
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){0,3}-[0-9a-f]{1,12}|[a-z0-9+/]{43}=|[\\p{L}\\p{N}]{1," + LONGEST + "}");

    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z");

    private Words() {}

    /** Those of an entry: what it is about and its facts, not who, when and after what. */
    static Set<String> ofEntry(JsonNode document) {
        Set<String> words = new LinkedHashSet<>();
        collect(document.path("type"), words);
        collect(document.path("subject"), words);
        collect(document.path("facts"), words);
        return words;
    }

    /** Adds those of what an entry commits to. */
    static void addPayload(JsonNode payload, Set<String> words) {
        collect(payload, words);
    }

    /** A query (tsquery) for texts in which each of these words, or one that begins like it, stands; empty for none. */
    static String query(String text) {
        Set<String> words = new LinkedHashSet<>();
        split(text, words);
        return words.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }

    private static void collect(JsonNode node, Set<String> words) {
        if (node.isValueNode()) {
            String text = node.asString("");
            if (!MOMENT.matcher(text).matches()) {
                split(text, words);
            }
        }
        node.forEach(child -> collect(child, words));
    }

    private static void split(String text, Set<String> words) {
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.size() < MOST && matcher.find()) {
            words.add(matcher.group());
        }
    }
}
