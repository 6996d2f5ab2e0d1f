package org.countersign.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the OpenAPI document says of every operation alike, and how it speaks of free-form JSON. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String PROBLEM = "Problem";

    static {
        // Their setters are not properties of what is sent.
        SpringDocUtils.getConfig().replaceWithSchema(ObjectNode.class, new ObjectSchema());
        SpringDocUtils.getConfig().replaceWithSchema(JsonNode.class, new Schema<>());
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
        api.getPaths()
                .values()
                .forEach(path -> path.readOperations()
                        .forEach(operation -> operation
                                .getResponses()
                                .addApiResponse(
                                        "default",
                                        new ApiResponse()
                                                .description(
                                                        "Refused; type says why, detail names the value and what to do.")
                                                .content(new Content()
                                                        .addMediaType(
                                                                "application/problem+json",
                                                                new MediaType()
                                                                        .schema(new Schema<>()
                                                                                .$ref("#/components/schemas/"
                                                                                        + PROBLEM)))))));
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("A problem document (RFC 9457).")
                .addProperty("type", new StringSchema().description("Stable; names what kind of problem it is."))
                .addProperty("title", new StringSchema())
                .addProperty("status", new Schema<Integer>().type("integer"))
                .addProperty("detail", new StringSchema().description("Names the offending id and value."))
                .addProperty("instance", new StringSchema())
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .description("Of invalid input, each place and what is wrong there.")
                                .items(new ObjectSchema()
                                        .addProperty("pointer", new StringSchema().description("JSON Pointer"))
                                        .addProperty("message", new StringSchema())))
                .addProperty(
                        "resync", new StringSchema().description("With 410 of the feed: where to read again from."));
    }
}
