package org.countersign.allocation;

import java.util.UUID;

/** Identity of a slot plan. */
public record PlanId(UUID value) {

    public static PlanId random() {
        return new PlanId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
