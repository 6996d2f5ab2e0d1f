package org.countersign.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.countersign.shared.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A suggestion's document while a model fills it in. */
final class Draft {

    /** How many messages the shop sends each customer at most; single households have a count of their own. */
    private static final int MESSAGES_A_WEEK = 2;

    private final ObjectNode document = Json.MAPPER.createObjectNode();
    private final DemoWeek week;

    Draft(String kind, String externalId, String model, String version, DemoWeek week) {
        this.week = week;
        document.put("externalId", externalId);
        document.put("kind", kind);
        document.putObject("model").put("name", model).put("version", version);
        document.putNull("placement");
        document.put("validFrom", week.start().toString());
        document.put("validUntil", week.validUntil().toString());
    }

    /** The model's score and its reasons, strongest first; all shares from 0 to 1. */
    Draft because(String summary, double score, double baseline, Reason... reasons) {
        document.put("score", rounded(score));
        ObjectNode explanation = document.putObject("explanation");
        explanation.put("summary", summary);
        explanation.put("baseline", rounded(baseline));
        ArrayNode factors = explanation.putArray("factors");
        for (Reason reason : reasons) {
            factors.addObject()
                    .put("feature", reason.feature())
                    .put("value", reason.value())
                    .put("contribution", rounded(reason.contribution()));
        }
        return this;
    }

    /** A segment; {@code ageBand} is null where someone's age in it is unknown. */
    Draft forSegment(String segment, int size, @Nullable String ageBand, @Nullable ArrayNode composition) {
        audience(segment, null, Math.max(1, size), ageBand, composition).put("contactsLast7Days", MESSAGES_A_WEEK);
        return this;
    }

    /** One household. */
    Draft forHousehold(
            String household, @Nullable String ageBand, int contactsLast7Days, @Nullable ArrayNode composition) {
        audience(null, subject(household), 1, ageBand, composition).put("contactsLast7Days", contactsLast7Days);
        return this;
    }

    Draft using(String purpose, String legalBasis, String... features) {
        ObjectNode data = document.putObject("data");
        data.put("purpose", purpose).put("legalBasis", legalBasis);
        ArrayNode list = data.putArray("features");
        for (String feature : features) {
            list.addObject()
                    .put("name", feature)
                    .put("category", "TRANSACTION")
                    .put("source", "shop")
                    .put("collectedAt", week.before(Duration.ofDays(1)).toString());
        }
        return this;
    }

    Draft on(List<String> channels) {
        ArrayNode list = document.putArray("channels");
        channels.forEach(list::add);
        return this;
    }

    Draft withContent(ObjectNode content) {
        document.set("content", content);
        return this;
    }

    /** Wants up to {@code maxPlacements} slots, within a budget in dollars. */
    Draft wantingSlots(int maxPlacements, int load, String cost, String budget) {
        document.putObject("placement")
                .put("minPlacements", 0)
                .put("maxPlacements", maxPlacements)
                .put("load", load)
                .put("cost", cost)
                .put("budget", budget);
        return this;
    }

    ObjectNode worth(BigDecimal dollars) {
        document.putObject("value")
                .put("expected", dollars.setScale(2, RoundingMode.HALF_UP).toPlainString())
                .put("currency", "USD");
        return document;
    }

    /** How a household is called in the API: opaque, and the same everywhere. */
    static String subject(String household) {
        return "hh-" + household;
    }

    /** A reason of a model. */
    record Reason(String feature, String value, double contribution) {}

    private ObjectNode audience(
            @Nullable String segment,
            @Nullable String subject,
            int size,
            @Nullable String ageBand,
            @Nullable ArrayNode composition) {
        ObjectNode audience = document.putObject("audience");
        audience.put("segment", segment)
                .put("subject", subject)
                .put("size", size)
                .put("ageBand", ageBand);
        audience.putArray("jurisdictions").add("US");
        audience.put("timeZone", "America/New_York");
        audience.putObject("signals").put("gpc", false).putNull("tcf").putNull("gpp");
        if (composition == null) {
            audience.putArray("composition");
        } else {
            audience.set("composition", composition);
        }
        return audience;
    }

    private static double rounded(double number) {
        return BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_UP).doubleValue();
    }
}
