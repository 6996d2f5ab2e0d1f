package org.countersign.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.countersign.testing.PublishedVectors;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class JsonTests {

    /** Vectors: cyberphone/json-canonicalization, testdata/. */
    @Test
    void writesThePublishedCanonicalForms() {
        JsonNode vectors = Json.MAPPER.readTree(String.join("\n", PublishedVectors.lines("jcs_vectors.json")));

        assertThat(vectors.propertyStream()).hasSize(6).allSatisfy(vector -> {
            JsonNode input =
                    Json.MAPPER.readTree(vector.getValue().path("input").stringValue());
            assertThat(new String(Json.canonical(input), StandardCharsets.UTF_8))
                    .as(vector.getKey())
                    .isEqualTo(vector.getValue().path("output").stringValue());
        });
    }

    /** Beside an implementation of RFC 8785 that shares nothing with ours but the way to write a number. */
    @Test
    void writesWhatAnotherImplementationWrites() throws IOException {
        Random random = new Random(20261129);
        for (int i = 0; i < 2_000; i++) {
            JsonNode document = i % 2 == 0 ? object(random, 0) : array(random, 0);
            String other = new JsonCanonicalizer(Json.MAPPER.writeValueAsString(document)).getEncodedString();

            assertThat(new String(Json.canonical(document), StandardCharsets.UTF_8))
                    .isEqualTo(other);
        }
    }

    record Mixed(
            String b,
            BigDecimal amount,
            Map<String, Integer> byName,
            Instant at,
            @Nullable String absent,
            long large) {}

    @Test
    void writesRecordsAsItWritesTheirTrees() {
        Mixed mixed = new Mixed(
                "\u001f\"\u20ac", new BigDecimal("10.50"), Map.of("z", 1, "a", 2), Instant.EPOCH, null, 1L << 60);

        assertThat(Json.canonicalOf(mixed))
                .isEqualTo(Json.canonical(Json.MAPPER.valueToTree(mixed)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(
                        "{\"absent\":null,\"amount\":10.5,\"at\":\"1970-01-01T00:00:00Z\",\"b\":\"\\u001f\\\"\u20ac\","
                                + "\"byName\":{\"a\":2,\"z\":1},\"large\":1152921504606847000}");
    }

    @JsonPropertyOrder({"second", "first"})
    record Unsorted(String first, String second) {}

    @Test
    void sortsWhatHasAnOrderOfItsOwn() {
        assertThat(Json.canonicalOf(new Unsorted("1", "2")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"first\":\"1\",\"second\":\"2\"}");
        assertThat(Json.canonicalOf(new EnumMap<>(Map.of(RoundingMode.UP, 1, RoundingMode.DOWN, 2))))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"DOWN\":2,\"UP\":1}");
    }

    @Test
    void refusesToCanonicaliseABareValue() {
        JsonNode bare = Json.MAPPER.readTree("\"text\"");

        assertThatThrownBy(() -> Json.canonical(bare)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.set(text(random), value(random, depth + 1));
        }
        return object;
    }

    private static ArrayNode array(Random random, int depth) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            array.add(value(random, depth + 1));
        }
        return array;
    }

    private static JsonNode value(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 4 ? 7 : 9)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextInt());
            case 3 -> nodes.numberNode(random.nextLong());
            case 4 -> nodes.numberNode(BigDecimal.valueOf(random.nextInt(), random.nextInt(30) - 10));
            case 5 -> nodes.numberNode(finite(random));
            case 6 -> nodes.stringNode(text(random));
            case 7 -> object(random, depth);
            default -> array(random, depth);
        };
    }

    private static double finite(Random random) {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(any) ? any : 0.1;
    }

    /** Control characters, quotes, both sides of the surrogates, and pairs of them. */
    private static String text(Random random) {
        int[] alphabet = {'a', 'z', '"', '\\', '/', '\n', 0x00, 0x0b, 0x1f, 0x7f, 0xe9, 0x20ac, 0x2028, 0xfb33, 0x1f600
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }
}
