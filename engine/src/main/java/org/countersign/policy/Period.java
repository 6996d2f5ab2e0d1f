package org.countersign.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a rule is in force. Days are UTC days, as the fact {@code clock.date} has them.
 *
 * @param from first day; null for always
 * @param until first day on which it is no longer; null for ever
 */
public record Period(@Nullable LocalDate from, @Nullable LocalDate until) {

    /** From the beginning and for ever. */
    public static final Period ALWAYS = new Period(null, null);

    static final String CLOCK = "clock.date";

    public Period {
        if (from != null && until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "A rule that is effective on " + from + " cannot expire on " + until + "; swap the dates.");
        }
    }

    /** @throws IllegalArgumentException if {@code text} is no date such as 2026-11-25 */
    static LocalDate date(String annotation, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "@" + annotation + " is a date such as 2026-11-25, not " + PolicyText.quoted(text) + ".", e);
        }
    }

    /** Whether it is in force on the day the facts name; where they name none, it is. */
    public boolean covers(FactSet facts) {
        Object today = facts.values().get(CLOCK);
        if (!(today instanceof String day) || equals(ALWAYS)) {
            return true;
        }
        return (from == null || day.compareTo(from.toString()) >= 0)
                && (until == null || day.compareTo(until.toString()) < 0);
    }

    /** "in force from 2026-08-02 until 2027-01-01", empty for {@link #ALWAYS}. */
    public Optional<String> described() {
        if (equals(ALWAYS)) {
            return Optional.empty();
        }
        return Optional.of(
                "in force" + (from == null ? "" : " from " + from) + (until == null ? "" : " until " + until));
    }
}
