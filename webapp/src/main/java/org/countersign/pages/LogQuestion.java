package org.countersign.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogQuery;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the form of the log asks for, as it was typed.
 *
 * @param about a subject such as {@code suggestion:7f3a}, or a suggestion's bare id
 * @param from a day, or an instant
 * @param to a day, which is included, or an instant, which is not
 */
record LogQuestion(
        @Nullable String who,
        @Nullable EntryType what,
        @Nullable String from,
        @Nullable String to,
        @Nullable String about,
        @Nullable String text) {

    LogQuery query() {
        return new LogQuery(
                stripped(who),
                what == null ? Set.of() : Set.of(what),
                instant("from", from, false),
                instant("to", to, true),
                subject(),
                stripped(text));
    }

    @Nullable
    String subject() {
        String subject = stripped(about);
        return subject == null || subject.contains(":") ? subject : "suggestion:" + subject;
    }

    /** The same question as the query of a link; empty for none. */
    String asQuery() {
        UriComponentsBuilder link = UriComponentsBuilder.newInstance();
        Map<String, @Nullable Object> all = new TreeMap<>();
        all.put("who", who);
        all.put("what", what);
        all.put("from", from);
        all.put("to", to);
        all.put("about", about);
        all.put("text", text);
        all.forEach((name, value) -> {
            if (value != null && !value.toString().isBlank()) {
                link.queryParam(name, "{" + name + "}");
            }
        });
        return link.encode().buildAndExpand(all).toUriString();
    }

    private static @Nullable String stripped(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }

    private static @Nullable Instant instant(String name, @Nullable String typed, boolean dayIncluded) {
        String text = stripped(typed);
        if (text == null) {
            return null;
        }
        try {
            return text.length() > 10
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(dayIncluded ? 1 : 0)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeParseException e) {
            String detail = "\"" + text + "\" is no day; write 2026-11-25, or 2026-11-25T12:00:00Z.";
            throw new Refusal.Invalid(detail, List.of(new FieldError("/" + name, detail)));
        }
    }
}
