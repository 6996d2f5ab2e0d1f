package org.countersign.api;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the OpenAPI document says of every operation alike, and how it speaks of free-form JSON. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";

    static {
        SpringDocUtils.getConfig().replaceWithSchema(ObjectNode.class, new ObjectSchema());
        SpringDocUtils.getConfig().replaceWithSchema(JsonNode.class, new Schema<>());
    }

    /** The methods of a node are not properties of what is sent, and looking at them as if fails: two are setAll. */
    @JsonAutoDetect(
            fieldVisibility = Visibility.NONE,
            getterVisibility = Visibility.NONE,
            isGetterVisibility = Visibility.NONE,
            setterVisibility = Visibility.NONE)
    private interface FreeForm {}

    ApiDescription(ObjectProvider<ObjectMapperProvider> mappers) {
        mappers.ifAvailable(mapper -> mapper.jsonMapper().addMixIn(ObjectNode.class, FreeForm.class));
    }

    /** Whatever is refused, on whatever operation, is told in the same shape. */
    @Bean
    OpenApiCustomizer problems() {
        return api -> {
            api.getComponents().addSchemas(PROBLEM, problem());
            operations(api);
        };
    }

    private static void operations(OpenAPI api) {
        Schema<Object> reference = new Schema<>();
        reference.set$ref("#/components/schemas/" + PROBLEM);
        MediaType problem = new MediaType();
        problem.setSchema(reference);
        ApiResponse refused = new ApiResponse();
        refused.setDescription("Refused; type says why, detail names the value and what to do.");
        refused.setContent(new Content().addMediaType("application/problem+json", problem));
        api.getPaths()
                .values()
                .forEach(path -> path.readOperations()
                        .forEach(operation -> operation.getResponses().addApiResponse("default", refused)));
    }

    private static Schema<?> problem() {
        ObjectSchema error = new ObjectSchema();
        error.addProperty("pointer", text("JSON Pointer"));
        error.addProperty("message", text("What is wrong there"));
        ArraySchema errors = new ArraySchema();
        errors.setDescription("Of invalid input, everything that is wrong.");
        errors.setItems(error);
        ObjectSchema problem = new ObjectSchema();
        problem.setDescription("A problem document (RFC 9457).");
        problem.addProperty("type", text("Stable; names what kind of problem it is."));
        problem.addProperty("title", text("The kind in words."));
        problem.addProperty("status", new IntegerSchema());
        problem.addProperty("detail", text("Names the offending id and value."));
        problem.addProperty("instance", text("What was asked for."));
        problem.addProperty("errors", errors);
        problem.addProperty("resync", text("With 410 of the feed: where to read again from."));
        return problem;
    }

    private static StringSchema text(String description) {
        StringSchema text = new StringSchema();
        text.setDescription(description);
        return text;
    }
}
