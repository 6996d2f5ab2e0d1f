package org.countersign.api;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.bias.Calibration;
import org.countersign.bias.ConfusionMatrix;
import org.countersign.bias.Discounts;
import org.countersign.bias.OutcomeCheck;
import org.countersign.bias.PriceCheck;
import org.countersign.bias.RankingCheck;
import org.countersign.shared.Refusal;
import tools.jackson.databind.JsonNode;

/** Reads the checks beyond selection rates: outcomes, rankings and prices. */
final class FurtherCheckBody {

    private static final int GROUPS = 200;
    private static final int SCORES = 20_000;
    private static final int ITEMS = 1_000;
    private static final int LINES = 20_000;
    private static final double CONFIDENCE = 0.95;
    private static final double THRESHOLD = 0.8;
    private static final double SIGNIFICANCE = 0.1;

    private final RequestFields fields = new RequestFields();

    private FurtherCheckBody() {}

    /** @throws Refusal.Invalid with every field that is missing, unknown or of another type */
    static OutcomeCheck outcomes(JsonNode body) {
        FurtherCheckBody reader = new FurtherCheckBody();
        OutcomeCheck check = reader.outcomeCheck(body);
        reader.fields.done("The outcome check cannot be read as posted.");
        return check;
    }

    /** @throws Refusal.Invalid as above */
    static RankingCheck ranking(JsonNode body) {
        FurtherCheckBody reader = new FurtherCheckBody();
        RankingCheck check = reader.rankingCheck(body);
        reader.fields.done("The ranking check cannot be read as posted.");
        return check;
    }

    /** @throws Refusal.Invalid as above */
    static PriceCheck prices(JsonNode body) {
        FurtherCheckBody reader = new FurtherCheckBody();
        PriceCheck check = reader.priceCheck(body);
        reader.fields.done("The price check cannot be read as posted.");
        return check;
    }

    private OutcomeCheck outcomeCheck(JsonNode body) {
        fields.object("", body, Set.of("confidence", "reference", "groups"));
        return new OutcomeCheck(
                fields.number("/confidence", body.path("confidence"), CONFIDENCE),
                fields.textOrNull("/reference", body.path("reference")),
                fields.list("/groups", body.path("groups"), GROUPS, this::outcomeGroup));
    }

    private OutcomeCheck.Group outcomeGroup(String pointer, JsonNode group) {
        fields.object(
                pointer,
                group,
                Set.of("group", "truePositives", "falsePositives", "falseNegatives", "trueNegatives", "scores"));
        return new OutcomeCheck.Group(
                fields.text(pointer + "/group", group.path("group")),
                new ConfusionMatrix(
                        size(pointer + "/truePositives", group.path("truePositives")),
                        size(pointer + "/falsePositives", group.path("falsePositives")),
                        size(pointer + "/falseNegatives", group.path("falseNegatives")),
                        size(pointer + "/trueNegatives", group.path("trueNegatives"))),
                RequestFields.isAbsent(group.path("scores"))
                        ? List.of()
                        : fields.list(pointer + "/scores", group.path("scores"), SCORES, this::scored));
    }

    private Calibration.Scored scored(String pointer, JsonNode scored) {
        fields.object(pointer, scored, Set.of("score", "outcome"));
        double score = fields.number(pointer + "/score", scored.path("score"));
        if (!(score >= 0 && score <= 1)) {
            fields.refuse(pointer + "/score", "A probability from 0 to 1 must stand here.", scored.path("score"));
            score = 0;
        }
        return new Calibration.Scored(score, fields.flag(pointer + "/outcome", scored.path("outcome")));
    }

    private RankingCheck rankingCheck(JsonNode body) {
        fields.object("", body, Set.of("items", "desired", "guarded", "significance"));
        Map<String, Double> desired = new HashMap<>();
        JsonNode shares = body.path("desired");
        if (shares.isObject()) {
            shares.properties()
                    .forEach(share -> desired.put(
                            share.getKey(),
                            fields.number("/desired/" + RequestFields.escaped(share.getKey()), share.getValue())));
        } else {
            fields.refuse("/desired", "An object of shares by group must stand here.", shares);
        }
        return new RankingCheck(
                fields.list("/items", body.path("items"), ITEMS, this::item),
                desired,
                fields.textOrNull("/guarded", body.path("guarded")),
                fields.number("/significance", body.path("significance"), SIGNIFICANCE));
    }

    private RankingCheck.Item item(String pointer, JsonNode item) {
        fields.object(pointer, item, Set.of("group", "relevance"));
        return new RankingCheck.Item(
                fields.text(pointer + "/group", item.path("group")),
                RequestFields.isAbsent(item.path("relevance"))
                        ? null
                        : (Double) fields.number(pointer + "/relevance", item.path("relevance")));
    }

    private PriceCheck priceCheck(JsonNode body) {
        fields.object("", body, Set.of("confidence", "threshold", "reference", "lines"));
        return new PriceCheck(
                fields.number("/confidence", body.path("confidence"), CONFIDENCE),
                fields.number("/threshold", body.path("threshold"), THRESHOLD),
                fields.textOrNull("/reference", body.path("reference")),
                new Discounts(fields.list("/lines", body.path("lines"), LINES, this::line)));
    }

    private Discounts.Line line(String pointer, JsonNode line) {
        fields.object(pointer, line, Set.of("group", "article", "period", "customer", "full", "paid"));
        BigDecimal full = fields.money(pointer + "/full", line.path("full"));
        BigDecimal paid = fields.money(pointer + "/paid", line.path("paid"));
        if (paid.compareTo(full) > 0) {
            fields.refuse(pointer + "/paid", "At most full, " + full + ", must stand here.", line.path("paid"));
            paid = full;
        }
        return new Discounts.Line(
                fields.text(pointer + "/group", line.path("group")),
                fields.text(pointer + "/article", line.path("article")) + "\n"
                        + fields.text(pointer + "/period", line.path("period")),
                fields.text(pointer + "/customer", line.path("customer")),
                full.doubleValue(),
                paid.doubleValue());
    }

    private int size(String pointer, JsonNode node) {
        int count = fields.count(pointer, node);
        if (count < 0) {
            fields.refuse(pointer, "0 or more must stand here.", node);
        }
        return Math.max(0, count);
    }
}
