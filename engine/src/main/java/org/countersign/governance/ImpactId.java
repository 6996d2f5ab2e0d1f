package org.countersign.governance;

import java.util.UUID;
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;

/** Identity of an impact report. */
public record ImpactId(UUID value) {

    public static ImpactId next() {
        return new ImpactId(Ids.next());
    }

    /** @throws Refusal.NotFound for what is no id at all */
    public static ImpactId of(String text) {
        try {
            return new ImpactId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("impact report", text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
