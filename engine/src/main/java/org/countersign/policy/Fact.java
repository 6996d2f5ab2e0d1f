package org.countersign.policy;

/**
 * A word of the policy language.
 *
 * @param name group and property, for example {@code price.offered}; in DRL {@code Price( offered > 3 )}
 * @param meaning one sentence for a compliance officer, with the unit
 */
public record Fact(String name, FactType type, String meaning) {

    /** The part before the dot. */
    public String group() {
        return name.substring(0, name.indexOf('.'));
    }

    /** The part after the dot. */
    public String property() {
        return name.substring(name.indexOf('.') + 1);
    }
}
