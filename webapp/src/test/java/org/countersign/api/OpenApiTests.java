package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.WebTest;
import org.countersign.audit.Sequencer;
import org.countersign.delivery.ContentId;
import org.countersign.delivery.Published;
import org.countersign.shared.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document is compared with what the application answers to. */
@WebTest
@ActiveProfiles("demo")
class OpenApiTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Sequencer sequencer;

    private JsonNode api;

    @BeforeEach
    void read() throws Exception {
        api = Json.MAPPER.readTree(
                mvc.perform(get("/v3/api-docs")).andReturn().getResponse().getContentAsByteArray());
    }

    @Test
    void describesEveryEndpointAndNothingElse() {
        assertThat(described(api)).isEqualTo(answered());
        assertThat(answered()).hasSizeGreaterThan(40);
    }

    /** The proof that the comparison finds something. */
    @Test
    void missesAnEndpointThatIsNotDescribed() {
        ObjectNode incomplete = api.deepCopy().asObject();
        incomplete.path("paths").asObject().remove("/api/v1/content");

        assertThat(answered()).contains("GET /api/v1/content").isNotEqualTo(described(incomplete));
    }

    /** Where a node is looked at as a bean, its two setters of the name "all" are a stack trace in the log. */
    @Test
    void describesFreeFormJsonAsAnObjectWithoutLookingIntoIt() {
        Schema<?> schema =
                ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(ObjectNode.class)).schema;

        assertThat(schema.getTypes()).containsExactly("object");
        assertThat(schema.getProperties()).isNull();
    }

    @Test
    void saysOfEachWhatItIsForAndHowItRefuses() {
        api.path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
                    assertThat(operation.path("summary").stringValue(""))
                            .as(method + " " + path)
                            .isNotBlank();
                    assertThat(operation.path("tags").isEmpty())
                            .as(method + " " + path)
                            .isFalse();
                    assertThat(operation.at("/responses/default/content").has("application/problem+json"))
                            .as(method + " " + path)
                            .isTrue();
                }));
    }

    @Test
    void saysOfEachParameterWhatItIs() {
        api.path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> operation
                        .path("parameters")
                        .forEach(
                                parameter -> assertThat(parameter.path("schema").isMissingNode())
                                        .as(method + " " + path + " " + parameter.path("name"))
                                        .isFalse())));
    }

    @Test
    void describesTheFeedAsItIsSent() throws Exception {
        ContentId id = Published.with(context).disclosing("Advertisement").publish();
        sequencer.sequence();

        JsonNode feed = sent("/api/v1/content?proofs=true&limit=1000");
        assertThat(feed.propertyNames()).containsExactlyInAnyOrderElementsOf(fields("Feed"));
        JsonNode item = feed.path("items").get(feed.path("items").size() - 1);
        assertThat(item.propertyNames()).containsExactlyInAnyOrderElementsOf(fields("FeedItem"));
        assertThat(fields("ItemApproval")).containsAll(item.path("approval").propertyNames());
        assertThat(item.at("/disclosures/0").propertyNames()).containsExactlyInAnyOrderElementsOf(fields("Disclosure"));
        assertThat(feed.at("/proofs/0").propertyNames()).containsExactlyInAnyOrderElementsOf(fields("ItemProof"));
        assertThat(sent("/api/v1/content/" + id + "/proof").propertyNames())
                .containsExactlyInAnyOrderElementsOf(fields("EntryProof"));
        assertThat(fields("Receipt"))
                .containsAll(sent("/api/v1/content/" + id + "/why").propertyNames());
    }

    private Collection<String> fields(String schema) {
        return api.at("/components/schemas/" + schema + "/properties").propertyNames();
    }

    private JsonNode sent(String path) throws Exception {
        return Json.MAPPER.readTree(mvc.perform(get(path).header("Authorization", "Bearer demo-consumer"))
                .andReturn()
                .getResponse()
                .getContentAsByteArray());
    }

    private static Set<String> described(JsonNode api) {
        Set<String> described = new TreeSet<>();
        api.path("paths")
                .forEachEntry((path, operations) -> operations.forEachEntry(
                        (method, operation) -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return described;
    }

    private Set<String> answered() {
        Set<String> answered = new TreeSet<>();
        for (RequestMappingInfo mapping : mappings.getHandlerMethods().keySet()) {
            Set<String> methods = mapping.getMethodsCondition().getMethods().stream()
                    .map(RequestMethod::name)
                    .collect(Collectors.toSet());
            for (String pattern : mapping.getPatternValues()) {
                if (pattern.startsWith("/api/") || pattern.startsWith("/.well-known/")) {
                    methods.forEach(method -> answered.add(method + " " + pattern.replaceAll(":[^}]+}", "}")));
                }
            }
        }
        return answered;
    }
}
