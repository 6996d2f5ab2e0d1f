package org.countersign.api;

import java.util.List;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Why something is withdrawn. */
record ReasonBody(@Nullable String reason) {

    private static final int LONGEST = 2_000;

    /** @throws Refusal.Invalid if there is no reason, or too long a one */
    String required() {
        String text = reason == null ? "" : reason.strip();
        if (text.isEmpty() || text.length() > LONGEST || text.codePoints().anyMatch(ReasonBody::isNoText)) {
            throw new Refusal.Invalid(
                    "A reason is needed.",
                    List.of(new FieldError(
                            "/reason", "Accepted: 1 to 2,000 characters of text, without control characters.")));
        }
        return text;
    }

    private static boolean isNoText(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
