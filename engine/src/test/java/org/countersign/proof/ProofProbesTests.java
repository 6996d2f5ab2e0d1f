package org.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.countersign.shared.Json;
import org.countersign.testing.PublishedVectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Valid and corrupted proofs of transparency-dev/merkle, testdata/. */
class ProofProbesTests {

    @Test
    @Tag("A02")
    void judgesEveryPublishedProofAsExpected() {
        List<JsonNode> probes = PublishedVectors.lines("rfc6962_probes.jsonl").stream()
                .map(Json.MAPPER::readTree)
                .toList();

        assertThat(probes).hasSize(196);
        assertThat(probes)
                .filteredOn(probe -> isRejected(probe) != probe.path("wantErr").booleanValue())
                .extracting(probe -> probe.path("file").stringValue())
                .as("misjudged")
                .isEmpty();
    }

    private static boolean isRejected(JsonNode probe) {
        try {
            if (probe.path("kind").stringValue().equals("inclusion")) {
                verifyInclusion(probe);
            } else {
                verifyConsistency(probe);
            }
            return false;
        } catch (ProofRejectedException | IllegalArgumentException e) {
            return true;
        }
    }

    private static void verifyInclusion(JsonNode probe) {
        new InclusionProof(
                        number(probe, "leafIdx"),
                        number(probe, "treeSize"),
                        hash(probe.path("leafHash")),
                        hashes(probe),
                        hash(probe.path("root")))
                .verify();
    }

    private static void verifyConsistency(JsonNode probe) {
        new ConsistencyProof(number(probe, "size1"), number(probe, "size2"), hashes(probe))
                .verify(root(probe.path("root1")), root(probe.path("root2")));
    }

    /** Two probes have the unsigned index 2^64 - 1, which is negative as a long. */
    private static long number(JsonNode probe, String name) {
        return probe.path(name).bigIntegerValue().longValue();
    }

    private static List<Hash> hashes(JsonNode probe) {
        return probe.path("proof").valueStream().map(ProofProbesTests::hash).toList();
    }

    /** Some probes say "don't care 1" for a root: equal ones stay equal, and no other is equal to them. */
    private static Hash root(JsonNode base64) {
        byte[] bytes = Base64.getDecoder().decode(base64.stringValue());
        return bytes.length == Hash.LENGTH ? Hash.of(bytes) : Hash.leaf(bytes);
    }

    private static Hash hash(JsonNode base64) {
        return Hash.of(base64.isNull() ? new byte[0] : Base64.getDecoder().decode(base64.stringValue()));
    }
}
