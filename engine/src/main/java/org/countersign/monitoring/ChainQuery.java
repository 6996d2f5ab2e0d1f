package org.countersign.monitoring;

import java.time.LocalDate;
import java.util.List;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which part of what happened to look at; null takes all.
 *
 * @param from first day, inclusive, UTC
 * @param to last day, inclusive
 * @param attribute by which to group, for example {@code ageBand}
 */
public record ChainQuery(
        LocalDate from,
        LocalDate to,
        @Nullable String model,
        @Nullable String version,
        @Nullable String campaign,
        @Nullable Kind kind,
        String attribute) {

    /** @throws Refusal.Invalid if the period ends before it begins */
    public ChainQuery {
        if (to.isBefore(from)) {
            throw new Refusal.Invalid(
                    "A period from " + from + " to " + to + " has no days.",
                    List.of(new FieldError("/to", "Choose " + from + " or a later day.")));
        }
    }
}
