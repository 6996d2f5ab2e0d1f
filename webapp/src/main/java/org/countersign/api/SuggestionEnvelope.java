package org.countersign.api;

import java.util.ArrayList;
import java.util.List;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of a posting: one suggestion, or a list of them. It is only cut into texts here, each of which is read by
 * itself later, so that whatever is wrong with one suggestion stays its own affair.
 *
 * @param batch whether the body is {@code {"suggestions": [...]}}
 */
record SuggestionEnvelope(boolean batch, List<String> documents) {

    /** Suggestions of one body. */
    static final int LIMIT = 1_000;

    private static final String LIST = "suggestions";

    // Cutting needs no limits but the body's size; the texts are read under strict ones.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10_000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    SuggestionEnvelope {
        documents = List.copyOf(documents);
    }

    /**
     * Cuts a body.
     *
     * @throws JacksonException if it is not JSON
     * @throws Refusal.Invalid if it is, but no envelope
     */
    static SuggestionEnvelope read(String body) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            List<String> documents = new ArrayList<>();
            List<FieldError> errors = new ArrayList<>();
            boolean batch = false;
            boolean others = false;
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean list = LIST.equals(json.currentName());
                    JsonToken value = json.nextToken();
                    if (!list) {
                        others = true;
                        json.skipChildren();
                    } else if (batch) {
                        errors.add(new FieldError("/" + LIST, "This field appears twice."));
                        json.skipChildren();
                    } else {
                        batch = true;
                        cutList(json, value, body, documents, errors);
                    }
                }
            } else {
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new Refusal.Invalid(
                        "The body goes on after its end. Send many suggestions as {\"suggestions\": [...]} or as "
                                + "application/x-ndjson.",
                        List.of());
            }
            if (batch && others) {
                errors.add(new FieldError("", "Nothing may stand beside suggestions."));
            }
            if (!errors.isEmpty()) {
                throw new Refusal.Invalid("The list of suggestions cannot be read.", errors);
            }
            return batch ? new SuggestionEnvelope(true, documents) : new SuggestionEnvelope(false, List.of(body));
        }
    }

    private static void cutList(
            JsonParser json, JsonToken value, String body, List<String> documents, List<FieldError> errors) {
        if (value != JsonToken.START_ARRAY) {
            errors.add(new FieldError("/" + LIST, "A list of suggestions must stand here."));
            json.skipChildren();
            return;
        }
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            int start = offset(json.currentTokenLocation().getCharOffset());
            json.skipChildren();
            // The parser may not have read a scalar to its end yet.
            json.finishToken();
            count++;
            if (count <= LIMIT) {
                documents.add(
                        body.substring(start, offset(json.currentLocation().getCharOffset())));
            }
        }
        if (count > LIMIT) {
            errors.add(new FieldError(
                    "/" + LIST,
                    "There are " + count + " suggestions; at most " + LIMIT
                            + " are accepted at once. Send more as application/x-ndjson."));
        }
    }

    private static int offset(long chars) {
        return Math.toIntExact(chars);
    }
}
