package org.countersign.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.countersign.testing.PublishedVectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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

    @Test
    void refusesToCanonicaliseABareValue() {
        JsonNode bare = Json.MAPPER.readTree("\"text\"");

        assertThatThrownBy(() -> Json.canonical(bare)).isInstanceOf(IllegalArgumentException.class);
    }
}
