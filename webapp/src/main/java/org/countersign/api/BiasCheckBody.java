package org.countersign.api;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.bias.BiasCheckRequest.Check;
import org.countersign.bias.BiasCheckRequest.Group;
import org.countersign.bias.Calibration;
import org.countersign.bias.ConfusionMatrix;
import org.countersign.bias.Discounts;
import org.countersign.bias.OutcomeCheck;
import org.countersign.bias.PriceCheck;
import org.countersign.bias.RankingCheck;
import org.countersign.shared.Refusal;
import tools.jackson.databind.JsonNode;

/** Reads bias check requests field by field, so that everything wrong with their form is told at once. */
final class BiasCheckBody {

    private static final int CHECKS = 100;
    private static final int GROUPS = 200;
    private static final int SCORES = 20_000;
    private static final int ITEMS = 1_000;
    private static final int LINES = 20_000;
    private static final double CONFIDENCE = 0.95;
    private static final double THRESHOLD = 0.8;
    private static final double SIGNIFICANCE = 0.1;

    private final RequestFields fields = new RequestFields();

    private BiasCheckBody() {}

    /** @throws Refusal.Invalid with every field that is missing, unknown or of another type */
    static BiasCheckRequest rates(JsonNode body) {
        return read("bias", body, BiasCheckBody::request);
    }

    /** @throws Refusal.Invalid as above */
    static OutcomeCheck outcomes(JsonNode body) {
        return read("outcome", body, BiasCheckBody::outcomeCheck);
    }

    /** @throws Refusal.Invalid as above */
    static RankingCheck ranking(JsonNode body) {
        return read("ranking", body, BiasCheckBody::rankingCheck);
    }

    /** @throws Refusal.Invalid as above */
    static PriceCheck prices(JsonNode body) {
        return read("price", body, BiasCheckBody::priceCheck);
    }

    private static <T> T read(String sort, JsonNode body, BiFunction<BiasCheckBody, JsonNode, T> reading) {
        BiasCheckBody reader = new BiasCheckBody();
        T check = reading.apply(reader, body);
        reader.fields.done("The " + sort + " check cannot be read as posted.");
        return check;
    }

    private BiasCheckRequest request(JsonNode body) {
        fields.object("", body, Set.of("confidence", "threshold", "checks"));
        return new BiasCheckRequest(
                fields.number("/confidence", body.path("confidence"), CONFIDENCE),
                fields.number("/threshold", body.path("threshold"), THRESHOLD),
                fields.list("/checks", body.path("checks"), CHECKS, this::check));
    }

    private Check check(String pointer, JsonNode check) {
        fields.object(pointer, check, Set.of("name", "reference", "groups"));
        return new Check(
                fields.text(pointer + "/name", check.path("name")),
                fields.textOrNull(pointer + "/reference", check.path("reference")),
                fields.list(pointer + "/groups", check.path("groups"), GROUPS, this::group));
    }

    private Group group(String pointer, JsonNode group) {
        fields.object(pointer, group, Set.of("group", "eligible", "favoured"));
        return new Group(
                fields.text(pointer + "/group", group.path("group")),
                fields.count(pointer + "/eligible", group.path("eligible")),
                fields.count(pointer + "/favoured", group.path("favoured")));
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
