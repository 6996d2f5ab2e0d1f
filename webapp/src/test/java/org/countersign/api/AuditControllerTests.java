package org.countersign.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.WebTest;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.audit.Sequencer;
import org.countersign.delivery.Published;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.ConsistencyProof;
import org.countersign.proof.Hash;
import org.countersign.proof.InclusionProof;
import org.countersign.proof.TlogProof;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.suggestion.SuggestionState;
import org.countersign.verifier.ExportVerifier;
import org.countersign.verifier.Main;
import org.countersign.verifier.SecondOpinion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@WebTest
@ActiveProfiles("demo")
class AuditControllerTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private AuditEntries log;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void writeSomething() {
        transaction.executeWithoutResult(status -> {
            for (int n = 0; n < 5; n++) {
                log.append(NewEntry.of(
                        EntryType.SLOTS, "slots:test", Actor.person("planner1"), Map.of("n", String.valueOf(n))));
            }
        });
        sequencer.sequence();
    }

    @Test
    void handsOutTheSignedCheckpointAsText() throws Exception {
        mvc.perform(consumer("/api/v1/audit/checkpoint"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("text/plain;charset=UTF-8"));

        Checkpoint checkpoint =
                Checkpoint.verified(text(consumer("/api/v1/audit/checkpoint")), checkpoints.publicKey());

        assertThat(checkpoint.size()).isGreaterThan(5);
    }

    @Test
    void provesInclusionAndConsistency() throws Exception {
        Checkpoint checkpoint = checkpoints.latest();
        long size = checkpoint.size();

        JsonNode inclusion = json(consumer("/api/v1/audit/proofs/inclusion?index=2&size=" + size));
        JsonNode earlier = json(consumer("/api/v1/audit/proofs/inclusion?index=0&size=3"));
        JsonNode consistency = json(consumer("/api/v1/audit/proofs/consistency?from=3&to=" + size));

        new InclusionProof(2, size, hash(inclusion, "leafHash"), hashes(inclusion), checkpoint.root()).verify();
        new ConsistencyProof(3, size, hashes(consistency)).verify(hash(earlier, "rootHash"), checkpoint.root());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proofs/inclusion?index=0&size=99999999",
                "proofs/inclusion?index=5&size=5",
                "proofs/inclusion?index=-1&size=5",
                "proofs/consistency?from=0&to=3",
                "proofs/consistency?from=4&to=3"
            })
    void refusesProofsOfWhatCannotBe(String query) throws Exception {
        mvc.perform(consumer("/api/v1/audit/" + query))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.errors[0].message").isNotEmpty());
    }

    @Test
    void listsEntriesAsTheirExactBytes() throws Exception {
        List<JsonNode> lines = text(auditor("/api/v1/audit/entries?from=1&to=4"))
                .lines()
                .map(Json.MAPPER::readTree)
                .toList();

        assertThat(lines).extracting(line -> line.path("index").longValue()).containsExactly(1L, 2L, 3L);
        assertThat(lines).allSatisfy(line -> {
            byte[] leaf = Base64.getDecoder().decode(line.path("leaf").stringValue());
            assertThat(Hash.leaf(leaf).base64()).isEqualTo(line.path("leafHash").stringValue());
            assertThat(Json.MAPPER.readTree(leaf)).isEqualTo(line.path("entry"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=0&to=1001", "from=-1&to=3", "from=3&to=2"})
    void refusesRangesOutOfBounds(String range) throws Exception {
        mvc.perform(auditor("/api/v1/audit/entries?" + range)).andExpect(status().is(422));
    }

    @Test
    void exportsWhatAStrangerCanCheckOffline() throws Exception {
        Published published = Published.with(context);
        published.publish();
        published.end(SuggestionState.WITHDRAWN);
        sequencer.sequence();
        byte[] zip = mvc.perform(auditor("/api/v1/audit/export"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/zip"))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        Path file = Files.write(Files.createTempFile("log", ".zip"), zip);
        ExportVerifier.Report report =
                new ExportVerifier(Set.of(checkpoints.publicKey()), Set.of(), List.of()).verify(file);
        assertThat(report.findings().errors()).isEmpty();
        assertThat(report.entries()).isGreaterThan(5);
        assertThat(report.items()).isPositive();
        assertThat(SecondOpinion.of(file, checkpoints.publicKey().toString())).startsWith("VERIFIED");
    }

    @Test
    void handsOutAProofAsAFileThatVerifiesOffline() throws Exception {
        long index = checkpoints.latest().size() - 1;

        TlogProof proof = TlogProof.parse(text(consumer("/api/v1/audit/proofs/" + index + ".tlog-proof")));
        String leaf = text(auditor("/api/v1/audit/entries/" + index));

        assertThatCode(() -> proof.verify(leaf.getBytes(StandardCharsets.UTF_8), checkpoints.publicKey()))
                .doesNotThrowAnyException();
    }

    @Test
    void putsADossierTogetherThatAThirdPartyCanCheck() throws Exception {
        Published published = Published.with(context);
        published.publish();
        published.end(SuggestionState.WITHDRAWN);
        sequencer.sequence();

        byte[] zip = mvc.perform(auditor("/api/v1/audit/dossier?subject="
                        + published.suggestion().subject()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        Path file = Files.write(Files.createTempFile("dossier", ".zip"), zip);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                file.toString(),
                "--key",
                checkpoints.publicKey().toString());

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("1 PUBLISHED", "1 APPROVAL")
                .endsWith("VERIFIED\n");
        assertThat(code).isZero();
    }

    @Test
    void refusesADossierOfNothing() throws Exception {
        mvc.perform(auditor("/api/v1/audit/dossier")).andExpect(status().is(422));
        mvc.perform(auditor("/api/v1/audit/dossier?subject=suggestion:none")).andExpect(status().isNotFound());
        mvc.perform(consumer("/api/v1/audit/dossier?subject=suggestion:none")).andExpect(status().isForbidden());
    }

    @Test
    void notesEveryExportInTheLog() throws Exception {
        mvc.perform(auditor("/api/v1/audit/export")).andExpect(status().isOk());
        sequencer.sequence();

        assertThat(log.range(0, Long.MAX_VALUE)).anySatisfy(entry -> {
            assertThat(entry.type()).isEqualTo(EntryType.EXPORT);
            assertThat(entry.document().path("actor").stringValue()).isEqualTo("CLIENT:demo-auditor");
        });
    }

    @Test
    void keepsEntriesFromConsumersAndEverythingFromProducers() throws Exception {
        mvc.perform(consumer("/api/v1/audit/entries?from=0&to=1")).andExpect(status().isForbidden());
        mvc.perform(consumer("/api/v1/audit/export")).andExpect(status().isForbidden());
        mvc.perform(as("demo-producer", "/api/v1/audit/checkpoint")).andExpect(status().isForbidden());
    }

    @Test
    void namesNobodyInTheLog() throws Exception {
        assertThat(text(auditor("/api/v1/audit/entries?from=0&to=1000"))).doesNotContain("planner1");
        assertThatThrownBy(() -> NewEntry.of(
                        EntryType.SLOTS, "slots:test", Actor.person("planner1"), Map.of("by", "planner1@example.com")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private JsonNode json(MockHttpServletRequestBuilder request) throws Exception {
        return Json.MAPPER.readTree(text(request));
    }

    private String text(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private static Hash hash(JsonNode proof, String name) {
        return Hash.ofBase64(proof.path(name).stringValue());
    }

    private static List<Hash> hashes(JsonNode proof) {
        return proof.path("hashes")
                .valueStream()
                .map(hash -> Hash.ofBase64(hash.stringValue()))
                .toList();
    }

    private static MockHttpServletRequestBuilder consumer(String path) {
        return as("demo-consumer", path);
    }

    private static MockHttpServletRequestBuilder auditor(String path) {
        return as("demo-auditor", path);
    }

    private static MockHttpServletRequestBuilder as(String token, String path) {
        return get(path).header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }
}
