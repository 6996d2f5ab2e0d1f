package org.countersign.governance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyCase;
import org.countersign.shared.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cases as JSON: of one rule as an array, of a version as an object by rule. */
final class CaseDocument {

    private CaseDocument() {}

    static String write(Collection<PolicyCase> casesOfOneRule) {
        return Json.MAPPER.writeValueAsString(array(casesOfOneRule));
    }

    static List<PolicyCase> read(String rule, String json) {
        return read(rule, Json.MAPPER.readTree(json));
    }

    static byte[] writeAll(Collection<PolicyCase> cases) {
        ObjectNode byRule = Json.MAPPER.createObjectNode();
        cases.stream()
                .collect(Collectors.groupingBy(PolicyCase::rule))
                .forEach((rule, own) -> byRule.set(rule, array(own)));
        return Json.canonical(byRule);
    }

    static List<PolicyCase> readAll(byte[] json) {
        List<PolicyCase> cases = new ArrayList<>();
        Json.MAPPER
                .readTree(new String(json, StandardCharsets.UTF_8))
                .properties()
                .forEach(rule -> cases.addAll(read(rule.getKey(), rule.getValue())));
        return cases;
    }

    private static ArrayNode array(Collection<PolicyCase> cases) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (PolicyCase one : cases) {
            ObjectNode node = array.addObject()
                    .put("case", one.sort().name())
                    .put("name", one.name())
                    .put("expect", one.expect());
            node.set("facts", one.facts().toJson());
            one.exactMessage().ifPresent(message -> node.put("message", message));
            one.exactApprovals().ifPresent(approvals -> node.put("approvals", approvals));
        }
        return array;
    }

    private static List<PolicyCase> read(String rule, JsonNode array) {
        return array.valueStream()
                .map(node -> new PolicyCase(
                        rule,
                        PolicyCase.Sort.valueOf(node.required("case").asString()),
                        node.required("name").asString(),
                        FactSet.read(node.required("facts")),
                        node.required("expect").asString(),
                        node.has("message") ? node.get("message").asString() : null,
                        node.has("approvals") ? node.get("approvals").asInt() : null))
                .toList();
    }
}
