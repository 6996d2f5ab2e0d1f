package org.countersign.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Statements as they are sent, everything still text, so that all that is wrong can be told at once. */
record ConsentsBody(@Nullable List<@Nullable Statement> consents) {

    /** One statement as sent. */
    record Statement(
            @Nullable String purpose,
            @Nullable String channel,
            @Nullable String status,
            @Nullable String at,
            @Nullable String source,
            @Nullable String noticeVersion) {}

    /** @throws Refusal.Invalid with every field that is missing or unreadable */
    List<Consent> statements() {
        if (consents == null) {
            throw new Refusal.Invalid(
                    "There are no statements.", List.of(new FieldError("/consents", "This field is missing.")));
        }
        List<FieldError> errors = new ArrayList<>();
        List<Consent> read = new ArrayList<>();
        for (int i = 0; i < consents.size(); i++) {
            String place = "/consents/" + i;
            Statement statement = consents.get(i);
            if (statement == null) {
                errors.add(new FieldError(place, "A statement must stand here, not null."));
            } else {
                read(place, statement, errors).ifPresent(read::add);
            }
        }
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid("The statements cannot be read; none was recorded.", errors);
        }
        return read;
    }

    private static Optional<Consent> read(String place, Statement statement, List<FieldError> errors) {
        int before = errors.size();
        String purpose = text(place + "/purpose", statement.purpose(), errors);
        String channel = text(place + "/channel", statement.channel(), errors);
        String source = text(place + "/source", statement.source(), errors);
        String notice = text(place + "/noticeVersion", statement.noticeVersion(), errors);
        Optional<ConsentStatus> status = status(place + "/status", statement.status(), errors);
        Optional<Instant> at = time(place + "/at", statement.at(), errors);
        return errors.size() > before
                ? Optional.empty()
                : Optional.of(new Consent(purpose, channel, status.orElseThrow(), at.orElseThrow(), source, notice));
    }

    private static String text(String pointer, @Nullable String value, List<FieldError> errors) {
        if (value == null) {
            errors.add(new FieldError(pointer, "This field is missing."));
            return "";
        }
        return value;
    }

    private static Optional<ConsentStatus> status(String pointer, @Nullable String value, List<FieldError> errors) {
        Optional<ConsentStatus> status = Arrays.stream(ConsentStatus.values())
                .filter(each -> each.name().equals(value))
                .findFirst();
        if (status.isEmpty()) {
            errors.add(new FieldError(
                    pointer, "The status is missing or unknown. Accepted: GRANTED, WITHDRAWN, OBJECTED, RESTRICTED."));
        }
        return status;
    }

    private static Optional<Instant> time(String pointer, @Nullable String value, List<FieldError> errors) {
        try {
            if (value != null && value.endsWith("Z")) {
                return Optional.of(Instant.parse(value));
            }
        } catch (DateTimeException e) {
            // Told below, with what is accepted.
        }
        errors.add(new FieldError(
                pointer, "The time is missing or unreadable. Accepted: UTC, for example 2026-11-24T00:00:00Z."));
        return Optional.empty();
    }
}
