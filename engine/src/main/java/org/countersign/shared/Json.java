package org.countersign.shared;

import java.io.IOException;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as this product reads and writes it: strict on the way in (duplicate names, trailing text and unknown fields are
 * errors), canonical (RFC 8785) wherever bytes are hashed or signed.
 */
public final class Json {

    /** The one mapper of the domain. Times are RFC 3339 text; decimals stay exact. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private Json() {}

    /**
     * The RFC 8785 canonical form, in UTF-8.
     *
     * <p>Numbers are written as IEEE 754 doubles, so a caller must have refused what a double cannot hold.
     *
     * @throws IllegalArgumentException if {@code document} is neither an object nor an array
     */
    public static byte[] canonical(JsonNode document) {
        try {
            return new JsonCanonicalizer(MAPPER.writeValueAsString(document)).getEncodedUTF8();
        } catch (IOException e) {
            throw new IllegalArgumentException("Only an object or array has a canonical form: " + e.getMessage(), e);
        }
    }

    /** The canonical form of any value that {@link #MAPPER} writes as an object or array. */
    public static byte[] canonicalOf(Object value) {
        return canonical(MAPPER.valueToTree(value));
    }
}
