package org.countersign.allocation;

import java.util.UUID;
import org.countersign.shared.Ids;

/** Identity of a slot plan. */
public record PlanId(UUID value) {

    public static PlanId next() {
        return new PlanId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
