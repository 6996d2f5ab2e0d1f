package org.countersign.shared;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as this product reads and writes it: strict on the way in (duplicate names, trailing text and unknown fields are
 * errors), canonical (RFC 8785) wherever bytes are hashed or signed.
 */
public final class Json {

    /** The one mapper of the domain. Times are RFC 3339 text; decimals stay exact. */
    public static final JsonMapper MAPPER = strict(JsonMapper.builder()).build();

    /** The same with sorted names everywhere, for {@link CanonicalGenerator}. */
    private static final JsonMapper CANONICAL = strict(JsonMapper.builder(JsonFactory.builder()
                    .characterEscapes(new CanonicalGenerator.Escapes())
                    .build()))
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .disable(SerializationFeature.WRAP_EXCEPTIONS)
            .build();

    private Json() {}

    private static JsonMapper.Builder strict(JsonMapper.Builder builder) {
        return builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    }

    /**
     * The RFC 8785 canonical form, in UTF-8.
     *
     * <p>Numbers are written as IEEE 754 doubles, so a caller must have refused what a double cannot hold.
     *
     * @throws IllegalArgumentException if {@code document} is neither an object nor an array
     */
    public static byte[] canonical(JsonNode document) {
        if (!document.isContainer()) {
            throw new IllegalArgumentException(
                    "Only an object or array has a canonical form, not " + document.getNodeType() + ".");
        }
        return written(document);
    }

    /** The canonical form of any value that {@link #MAPPER} writes as an object or array. */
    public static byte[] canonicalOf(Object value) {
        try {
            return written(value);
        } catch (CanonicalGenerator.UnsortedException e) {
            // A map with an order of its own, of enums for example. A tree is always sorted.
            return written(MAPPER.valueToTree(value));
        }
    }

    private static byte[] written(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = new CanonicalGenerator(CANONICAL.createGenerator(bytes))) {
            CANONICAL.writeValue(generator, value);
        }
        return bytes.toByteArray();
    }
}
