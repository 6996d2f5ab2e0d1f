package org.countersign.policy;

import java.util.List;

/**
 * A word of the policy language.
 *
 * @param name group and property, for example {@code price.offered}; in DRL {@code Facts( price.offered > 3 )}
 * @param meaning one sentence for a compliance officer, with the unit
 * @param known every text it can be; empty where that is open
 */
public record Fact(String name, FactType type, String meaning, List<String> known) {

    public Fact {
        known = List.copyOf(known);
    }

    Fact(String name, FactType type, String meaning) {
        this(name, type, meaning, List.of());
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
