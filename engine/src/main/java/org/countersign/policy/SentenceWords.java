package org.countersign.policy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the operators are called in English. */
final class SentenceWords {

    private static final Map<Operator, String> WORDS = words();

    private SentenceWords() {}

    private static Map<Operator, String> words() {
        Map<Operator, String> words = new EnumMap<>(Operator.class);
        for (Operator operator : Operator.values()) {
            words.put(
                    operator,
                    switch (operator) {
                        case EQUAL -> "is";
                        case NOT_EQUAL -> "is not";
                        case LESS -> "is less than";
                        case AT_MOST -> "is at most";
                        case MORE -> "is more than";
                        case AT_LEAST -> "is at least";
                        case IN -> "is one of";
                        case NOT_IN -> "is none of";
                        case CONTAINS -> "contains";
                        case NOT_CONTAINS -> "does not contain";
                        case CONTAINS_ANY -> "contains any of";
                        case CONTAINS_ALL -> "contains all of";
                        case CONTAINS_ONLY -> "contains only";
                        case MENTIONS -> "mentions any of";
                    });
        }
        return words;
    }

    static String verb(Operator operator) {
        return Objects.requireNonNull(WORDS.get(operator));
    }

    /** All operators, so that a verb comes before those that it begins with. */
    static List<Operator> longestFirst() {
        return WORDS.entrySet().stream()
                .sorted((one, two) -> two.getValue().length() - one.getValue().length())
                .map(Map.Entry::getKey)
                .toList();
    }
}
