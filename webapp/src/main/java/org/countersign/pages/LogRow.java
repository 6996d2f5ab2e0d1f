package org.countersign.pages;

import java.time.Instant;
import java.util.Objects;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry of the log on a page; {@code index} is null for the second until it is sequenced. */
record LogRow(@Nullable Long index, Instant at, String type, String subject, String actor) {

    /** @param log that knows the names of members of staff */
    static LogRow of(LogEntry entry, AuditEntries log) {
        String actor = Objects.requireNonNullElse(entry.document().path("actor").stringValue(), "");
        return new LogRow(entry.index(), entry.at(), entry.type().name(), entry.subject(), log.nameOf(actor));
    }

    static String pretty(JsonNode document) {
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }
}
