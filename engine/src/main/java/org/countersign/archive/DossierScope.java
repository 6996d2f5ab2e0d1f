package org.countersign.archive;

import java.time.Instant;
import java.util.List;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a dossier is about: a suggestion with everything that hangs on it, or a period.
 *
 * @param subject for example {@code suggestion:7f3a}; null for everything in the period
 * @param from inclusive; null for the beginning
 * @param to exclusive; null for now
 */
public record DossierScope(
        @Nullable String subject,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** @throws Refusal.Invalid if it names neither a subject nor the beginning of a period */
    public DossierScope {
        if (subject == null && from == null) {
            String detail = "A dossier is about a subject or a period: give subject, or from and to.";
            throw new Refusal.Invalid(detail, List.of(new FieldError("/subject", detail)));
        }
    }
}
