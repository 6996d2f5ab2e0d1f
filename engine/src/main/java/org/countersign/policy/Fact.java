package org.countersign.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word of the policy language.
 *
 * @param name group and property, for example {@code price.offered}; in DRL {@code Facts( price.offered > 3 )}
 * @param meaning one sentence for a compliance officer, with the unit
 * @param known every text it can be; empty where that is open
 * @param origin who or what says so
 * @param pointer JSON Pointer of the field of a suggestion that it is, word for word; null where it is computed
 */
public record Fact(
        String name,
        FactType type,
        String meaning,
        List<String> known,
        Origin origin,
        @Nullable String pointer) {

    /** Who or what a fact comes from. */
    public enum Origin {
        /** A field of the suggestion, as its schema describes it. */
        SUGGESTION("the suggestion"),
        /** Computed from fields of the suggestion. */
        COMPUTED("computed from the suggestion"),
        CONSENT("the consent register"),
        /** Privacy signals of browsers and apps, decoded. */
        SIGNAL("privacy signals"),
        BIAS("the bias checks"),
        /** What the operator has set about the shop. */
        SHOP("the shop's settings"),
        CLOCK("the clock");

        private final String described;

        Origin(String described) {
            this.described = described;
        }

        /** For a sentence. */
        public String described() {
            return described;
        }
    }

    public Fact {
        known = List.copyOf(known);
    }

    /** The part before the dot. */
    public String group() {
        return name.substring(0, name.indexOf('.'));
    }

    /** The part after the dot. */
    public String property() {
        return name.substring(name.indexOf('.') + 1);
    }

    /** Refuses a text that the fact can never be: the rule would never hold, and nobody would notice. */
    void requireKnown(String value) {
        if (!known.isEmpty() && !known.contains(value)) {
            throw new IllegalArgumentException(name + " is never " + PolicyText.quoted(value) + ", only "
                    + String.join(", ", known) + "." + Nearest.hint(value, known));
        }
    }
}
