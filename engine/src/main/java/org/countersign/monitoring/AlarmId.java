package org.countersign.monitoring;

import java.util.UUID;
import org.countersign.shared.Refusal;

/** Identity of an alarm. */
public record AlarmId(UUID value) {

    /**
     * Reads an id from text.
     *
     * @throws Refusal.NotFound if it is none: such an alarm cannot exist
     */
    public static AlarmId of(String text) {
        try {
            return new AlarmId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("alarm", text);
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
