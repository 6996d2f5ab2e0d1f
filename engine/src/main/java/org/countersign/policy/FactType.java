package org.countersign.policy;

import java.math.BigDecimal;
import java.util.List;

/** The types a fact can have. */
public enum FactType {
    TEXT(String.class),
    NUMBER(BigDecimal.class),
    FLAG(Boolean.class),
    TEXTS(List.class);

    private final Class<?> javaType;

    FactType(Class<?> javaType) {
        this.javaType = javaType;
    }

    void requireValue(String fact, Object value) {
        if (!javaType.isInstance(value)) {
            throw new IllegalArgumentException("Fact " + fact + " is a " + this + " and cannot be " + value + " ("
                    + value.getClass().getSimpleName() + ").");
        }
    }
}
