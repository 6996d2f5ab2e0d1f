package org.countersign.review;

import jakarta.persistence.AttributeConverter;
import java.util.List;
import org.countersign.policy.Reviewers;
import org.countersign.shared.Json;
import tools.jackson.core.type.TypeReference;

/** Who is asked for, as JSON text in a column. */
class AskedText implements AttributeConverter<List<Reviewers>, String> {

    @Override
    public String convertToDatabaseColumn(List<Reviewers> value) {
        return Json.MAPPER.writeValueAsString(value);
    }

    @Override
    public List<Reviewers> convertToEntityAttribute(String text) {
        return List.copyOf(Json.MAPPER.readValue(text, new TypeReference<List<Reviewers>>() {}));
    }
}
