package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.countersign.WebTest;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.Sequencer;
import org.countersign.delivery.ContentId;
import org.countersign.delivery.ContentItems;
import org.countersign.delivery.ItemVerifier;
import org.countersign.delivery.Published;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.Hash;
import org.countersign.proof.InclusionProof;
import org.countersign.shared.Json;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.testing.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;

@WebTest
@ActiveProfiles("demo")
class ContentControllerTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private Desk desk;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private ContentItems items;

    @Autowired
    private Checkpoints checkpoints;

    @Test
    void servesWhatWasPublishedSoThatAStrangerCanVerifyIt() throws Exception {
        long start = head();
        ContentId id = Published.with(context).publish();
        sequencer.sequence();

        JsonNode page = json(consumer("/api/v1/content?after=" + start));
        JsonNode keys = json(get("/.well-known/jwks.json"));

        JsonNode item = page.path("items").path(0);
        ItemVerifier verifier = new ItemVerifier(keys.path("keys").valueStream().toList());
        assertThat(item.path("contentId").stringValue()).isEqualTo(id.toString());
        assertThat(verifier.isSigned(item)).isTrue();
        assertThat(verifier.isHashed(item)).isTrue();
        assertThat(page.path("next").longValue())
                .isEqualTo(item.path("position").longValue());
        assertThat(page.path("head").longValue())
                .isEqualTo(item.path("position").longValue());
    }

    @Test
    void takesComplaintsOfWhoeverShowsIt() throws Exception {
        SuggestionId suggestion = desk.receive(Desk.unmeasurable());
        ContentId id = Published.with(context).of(suggestion).publish();
        String path = "/api/v1/content/" + id + "/complaints";

        mvc.perform(complaint(path, "demo-consumer", "{\"reason\": \"The price was not the price.\"}"))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.contentId").value(id.toString()));
        mvc.perform(complaint(path, "demo-consumer", "{\"reason\": \" \"}")).andExpect(status().is4xxClientError());
        mvc.perform(complaint(path, "demo-producer", "{\"reason\": \"Mine.\"}")).andExpect(status().isForbidden());
        mvc.perform(complaint(
                        "/api/v1/content/" + UUID.randomUUID() + "/complaints",
                        "demo-consumer",
                        "{\"reason\": \"Gone.\"}"))
                .andExpect(status().isNotFound());
    }

    private static MockHttpServletRequestBuilder complaint(String path, String token, String body) {
        return MockMvcRequestBuilders.post(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    @Test
    void answersNotModifiedUntilSomethingChangesExpiryIncluded() throws Exception {
        long start = head();
        Published.with(context).until(Instant.now().plusSeconds(2)).publish();
        sequencer.sequence();
        MockHttpServletResponse first = response(consumer("/api/v1/content?after=" + start));
        String etag = Objects.requireNonNull(first.getHeader(HttpHeaders.ETAG));
        MockHttpServletRequestBuilder again =
                consumer("/api/v1/content?after=" + start).header(HttpHeaders.IF_NONE_MATCH, etag);

        mvc.perform(again)
                .andExpect(status().isNotModified())
                .andExpect(header().string(HttpHeaders.CACHE_CONTROL, "max-age=0, must-revalidate, private"))
                .andExpect(content().string(""));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> mvc.perform(again)
                        .andExpect(status().isOk())
                        .andExpect(jsonPath("$.items").isEmpty()));
    }

    @Test
    void holdsTheAnswerUntilSomethingIsNew() throws Exception {
        long start = head();
        CompletableFuture<MockHttpServletResponse> polling =
                CompletableFuture.supplyAsync(() -> response(consumer("/api/v1/content?wait=PT30S&after=" + start)));

        ContentId id = Published.with(context).publish();

        JsonNode page = Json.MAPPER.readTree(polling.get().getContentAsString());
        assertThat(page.at("/items/0/contentId").stringValue()).isEqualTo(id.toString());
    }

    @Test
    void holdsTheAnswerToWhoKnowsThePageUntilItChanges() throws Exception {
        long start = head();
        Published published = Published.with(context);
        published.publish();
        sequencer.sequence();
        String etag = Objects.requireNonNull(
                response(consumer("/api/v1/content?after=" + start)).getHeader(HttpHeaders.ETAG));
        CompletableFuture<MockHttpServletResponse> polling = CompletableFuture.supplyAsync(() -> response(
                consumer("/api/v1/content?wait=PT30S&after=" + start).header(HttpHeaders.IF_NONE_MATCH, etag)));

        published.end(SuggestionState.WITHDRAWN);

        JsonNode page = Json.MAPPER.readTree(polling.get().getContentAsString());
        assertThat(page.at("/items/0/type").stringValue()).isEqualTo("WITHDRAWN");
    }

    @Test
    void answersAfterTheWaitWhenNothingIsNew() throws Exception {
        mvc.perform(consumer("/api/v1/content?wait=PT0.3S&after=" + head()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items").isEmpty());
    }

    @Test
    void pointsWhoReadAnotherLogToTheBeginning() throws Exception {
        mvc.perform(consumer("/api/v1/content?after=999999999"))
                .andExpect(status().isGone())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.type").value("https://countersign.org/problems/unknown-position"))
                .andExpect(jsonPath("$.detail").value(containsString("999999999")))
                .andExpect(jsonPath("$.resync").value("/api/v1/content?after=0"))
                .andExpect(header().string(HttpHeaders.LINK, "</api/v1/content?after=0>; rel=\"resync\""));
    }

    @ParameterizedTest
    @CsvSource({"limit=1001, /limit", "limit=0, /limit", "after=-1, /after", "wait=PT61S, /wait", "wait=-PT1S, /wait"})
    void saysWhatIsWrongWithARequest(String query, String pointer) throws Exception {
        mvc.perform(consumer("/api/v1/content?" + query))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.errors[0].pointer").value(pointer));
    }

    @Test
    void isForConsumersAndAuditors() throws Exception {
        mvc.perform(as("demo-auditor", "/api/v1/content")).andExpect(status().isOk());
        mvc.perform(as("demo-producer", "/api/v1/content")).andExpect(status().isForbidden());
        mvc.perform(get("/api/v1/content")).andExpect(status().isUnauthorized());
        mvc.perform(get("/.well-known/jwks.json")).andExpect(status().isOk());
    }

    @Test
    void givesTheReceiptWithAProofThatHolds() throws Exception {
        ContentId id = Published.with(context).publish();
        sequencer.sequence();

        JsonNode receipt = json(consumer("/api/v1/content/" + id + "/why"));

        JsonNode proof = receipt.path("proof");
        byte[] leaf = Base64.getDecoder().decode(proof.path("leaf").stringValue());
        List<Hash> hashes = proof.path("hashes")
                .valueStream()
                .map(hash -> Hash.ofBase64(hash.stringValue()))
                .toList();
        Checkpoint checkpoint = Checkpoint.verified(proof.path("checkpoint").stringValue(), checkpoints.publicKey());
        new InclusionProof(
                        proof.path("index").longValue(), checkpoint.size(), Hash.leaf(leaf), hashes, checkpoint.root())
                .verify();
        assertThat(receipt.path("contentId").stringValue()).isEqualTo(id.toString());
        assertThat(receipt.path("state").stringValue()).isEqualTo("LIVE");
    }

    @Test
    void tellsTheCustomerInPlainWordsAndHowToObject() throws Exception {
        ContentId id = Published.with(context).publish();
        sequencer.sequence();

        JsonNode receipt = json(consumer("/api/v1/content/" + id + "/why?audience=CUSTOMER"));

        assertThat(receipt.path("plain").path(0).stringValue()).startsWith("A computer model suggested this");
        assertThat(receipt.path("objection").stringValue()).contains(id.toString());
        assertThat(receipt.has("model")).isFalse();
        assertThat(receipt.has("proof")).isFalse();
    }

    @Test
    void provesEveryItemOfAPageInOneAnswer() throws Exception {
        long start = head();
        Published published = Published.with(context);
        published.publish();
        published.end(SuggestionState.WITHDRAWN);
        Published.with(context).publish();
        sequencer.sequence();

        JsonNode page = json(consumer("/api/v1/content?proofs=true&after=" + start));

        Checkpoint checkpoint = Checkpoint.verified(page.path("checkpoint").stringValue(), checkpoints.publicKey());
        assertThat(page.path("proofs").size())
                .isEqualTo(page.path("items").size())
                .isEqualTo(2);
        for (int n = 0; n < 2; n++) {
            JsonNode proof = page.path("proofs").path(n);
            long position = page.path("items").path(n).path("position").longValue();
            byte[] leaf = Base64.getDecoder().decode(proof.path("leaf").stringValue());
            List<Hash> hashes = proof.path("hashes")
                    .valueStream()
                    .map(hash -> Hash.ofBase64(hash.stringValue()))
                    .toList();
            new InclusionProof(position, checkpoint.size(), Hash.leaf(leaf), hashes, checkpoint.root()).verify();
        }
    }

    @Test
    void knowsNoReceiptOfWhatIsNotThere() throws Exception {
        mvc.perform(consumer("/api/v1/content/nothing/why")).andExpect(status().isNotFound());
        mvc.perform(consumer("/api/v1/content/7c9e6679-7425-40de-944b-e07fc1f90ae7/why"))
                .andExpect(status().isNotFound());
    }

    private long head() {
        sequencer.sequence();
        return items.head();
    }

    private JsonNode json(MockHttpServletRequestBuilder request) throws Exception {
        return Json.MAPPER.readTree(mvc.perform(request)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray());
    }

    private MockHttpServletResponse response(MockHttpServletRequestBuilder request) {
        try {
            return mvc.perform(request).andReturn().getResponse();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static MockHttpServletRequestBuilder consumer(String path) {
        return as("demo-consumer", path);
    }

    private static MockHttpServletRequestBuilder as(String token, String path) {
        return get(path).header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }
}
