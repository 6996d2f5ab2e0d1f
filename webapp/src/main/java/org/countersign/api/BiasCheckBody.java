package org.countersign.api;

import java.util.Set;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.bias.BiasCheckRequest.Check;
import org.countersign.bias.BiasCheckRequest.Group;
import org.countersign.shared.Refusal;
import tools.jackson.databind.JsonNode;

/** Reads a bias check request field by field, so that everything wrong with its form is told at once. */
final class BiasCheckBody {

    private static final int CHECKS = 100;
    private static final int GROUPS = 200;
    private static final double CONFIDENCE = 0.95;
    private static final double THRESHOLD = 0.8;

    private final RequestFields fields = new RequestFields();

    private BiasCheckBody() {}

    /** @throws Refusal.Invalid with every field that is missing, unknown or of another type */
    static BiasCheckRequest read(JsonNode body) {
        BiasCheckBody reader = new BiasCheckBody();
        BiasCheckRequest request = reader.request(body);
        reader.fields.done("The bias check cannot be read as posted.");
        return request;
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
}
