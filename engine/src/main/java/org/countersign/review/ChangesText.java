package org.countersign.review;

import jakarta.persistence.AttributeConverter;
import java.util.List;
import org.countersign.shared.Json;
import tools.jackson.core.type.TypeReference;

/** What has to change, as JSON text in a column. */
class ChangesText implements AttributeConverter<List<RequestedChange>, String> {

    @Override
    public String convertToDatabaseColumn(List<RequestedChange> value) {
        return Json.MAPPER.writeValueAsString(value);
    }

    @Override
    public List<RequestedChange> convertToEntityAttribute(String text) {
        return List.copyOf(Json.MAPPER.readValue(text, new TypeReference<List<RequestedChange>>() {}));
    }
}
