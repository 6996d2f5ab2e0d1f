package org.countersign.policy;

import java.math.BigDecimal;
import java.util.List;

/** The types a fact can have. */
public enum FactType {
    TEXT(String.class, "a text"),
    NUMBER(BigDecimal.class, "a number"),
    FLAG(Boolean.class, "true or false"),
    TEXTS(List.class, "a list of texts");

    private final Class<?> javaType;
    private final String described;

    FactType(Class<?> javaType, String described) {
        this.javaType = javaType;
        this.described = described;
    }

    /** For a sentence, with its article: "a number". */
    public String described() {
        return described;
    }

    /** The type of a value that a rule may name. */
    static FactType of(Object value) {
        return switch (value) {
            case String text -> TEXT;
            case BigDecimal number -> NUMBER;
            case Boolean flag -> FLAG;
            case List<?> texts -> TEXTS;
            default ->
                throw new IllegalArgumentException(
                        "No fact is a " + value.getClass().getName() + ".");
        };
    }

    void requireValue(String fact, Object value) {
        if (!javaType.isInstance(value)) {
            throw new IllegalArgumentException("Fact " + fact + " is a " + this + " and cannot be " + value + " ("
                    + value.getClass().getSimpleName() + ").");
        }
    }
}
