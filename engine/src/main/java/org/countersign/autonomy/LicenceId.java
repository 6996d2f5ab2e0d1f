package org.countersign.autonomy;

import java.util.UUID;
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;

/** Identity of a licence. */
public record LicenceId(UUID value) {

    static LicenceId next() {
        return new LicenceId(Ids.next());
    }

    /**
     * Reads an id from text.
     *
     * @throws Refusal.NotFound if it is none: such a licence cannot exist
     */
    public static LicenceId of(String text) {
        try {
            return new LicenceId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("licence", text);
        }
    }

    /** What the log has entries about. */
    public String subject() {
        return "licence:" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
