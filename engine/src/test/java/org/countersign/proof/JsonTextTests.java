package org.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.countersign.shared.Json;
import org.countersign.testing.PublishedVectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Vectors: cyberphone/json-canonicalization, testdata/; numbers: RFC 8785, appendix B. */
class JsonTextTests {

    @Test
    @Tag("A04")
    void writesEveryPublishedVectorCanonically() {
        JsonNode vectors = Json.MAPPER.readTree(String.join("\n", PublishedVectors.lines("jcs_vectors.json")));

        assertThat(vectors.size()).isEqualTo(6);
        assertThat(vectors.propertyStream()).allSatisfy(vector -> {
            String input = vector.getValue().path("input").stringValue();
            String output = vector.getValue().path("output").stringValue();
            assertThat(JsonText.canonical(JsonText.parse(input)))
                    .as(vector.getKey())
                    .isEqualTo(output);
            assertThat(new String(Json.canonical(Json.MAPPER.readTree(input)), StandardCharsets.UTF_8))
                    .as("the application's own, " + vector.getKey())
                    .isEqualTo(output);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
    })
    void writesNumbersAsEcmaScriptDoes(String bits, String expected) {
        assertThat(CanonicalJson.number(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16))))
                .isEqualTo(expected);
    }

    @Test
    void agreesWithTheApplicationOnRandomNumbers() {
        Random random = new Random(7);
        for (int n = 0; n < 2000; n++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String mine = JsonText.canonical(Map.of("n", value));
                String theirs = new String(
                        Json.canonical(Json.MAPPER.createObjectNode().put("n", value)), StandardCharsets.UTF_8);
                assertThat(mine).isEqualTo(theirs);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\":1,\"a\":2}",
                "1E400",
                "01",
                "+1",
                ".5",
                "tru",
                "\"\n\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "{\"a\" 1}",
                "[] []",
                "{a:1}",
                "'a'",
                "nan"
            })
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(ProofRejectedException.class);
    }

    @Test
    void refusesToDrownInNesting() {
        assertThatThrownBy(() -> JsonText.parse("[".repeat(100_000)))
                .isInstanceOf(ProofRejectedException.class)
                .hasMessageContaining("levels");
    }
}
