package org.countersign.demo;

import java.time.Duration;
import java.util.Optional;
import org.countersign.shared.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What households said about marketing and profiling, by lot: most agreed, some took it back, some never said. */
final class SubjectConsents {

    private final DemoWeek week;
    private final Lot lot;

    SubjectConsents(DemoWeek week, Lot lot) {
        this.week = week;
        this.lot = lot;
    }

    /** The body for the register; empty for a household that never said anything. */
    Optional<ObjectNode> of(String household) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ArrayNode consents = body.putArray("consents");
        statement(consents, household, "MARKETING");
        statement(consents, household, "PROFILING");
        return consents.isEmpty() ? Optional.empty() : Optional.of(body);
    }

    private void statement(ArrayNode consents, String household, String purpose) {
        int drawn = lot.draw(100, "consent", purpose, household);
        if (drawn >= 85) {
            return;
        }
        consents.addObject()
                .put("purpose", purpose)
                .put("channel", "ANY")
                .put("status", drawn < 60 ? "GRANTED" : drawn < 78 ? "WITHDRAWN" : "OBJECTED")
                .put(
                        "at",
                        week.before(Duration.ofDays(20 + lot.draw(300, "consent day", household)))
                                .toString())
                .put("source", "checkout")
                .put("noticeVersion", "2026-03");
    }
}
