package org.countersign.governance;

import java.util.UUID;
import org.countersign.shared.Ids;
import org.countersign.shared.Refusal;

/** Identity of a policy change. */
public record ChangeId(UUID value) {

    public static ChangeId next() {
        return new ChangeId(Ids.next());
    }

    /** @throws Refusal.NotFound for what is no id at all */
    public static ChangeId of(String text) {
        try {
            return new ChangeId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("policy change", text);
        }
    }

    /** As the log names it. */
    public String subject() {
        return "policy-change:" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
