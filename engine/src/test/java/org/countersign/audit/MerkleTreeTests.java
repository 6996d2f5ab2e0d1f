package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.countersign.proof.ConsistencyProof;
import org.countersign.proof.Hash;
import org.countersign.proof.InclusionProof;
import org.countersign.proof.ProofRejectedException;
import org.countersign.shared.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors: transparency-dev/merkle, testonly/constants.go and rfc6962/rfc6962_test.go. */
class MerkleTreeTests {

    private static final List<Hash> EIGHT = List.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .stream()
            .map(hex -> Hash.leaf(HexFormat.of().parseHex(hex)))
            .toList();

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    @Tag("A01")
    void hasThePublishedRoots(int size, String root) {
        assertThat(hex(InMemoryTree.of(EIGHT.subList(0, size)).root())).isEqualTo(root);
    }

    @Test
    void hashesLeavesAndNodesApart() {
        assertThat(hex(Hash.leaf(ascii("L123456"))))
                .isEqualTo("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
        assertThat(HexFormat.of().formatHex(Sha256.of(new byte[] {1}, ascii("N123"), ascii("N456"))))
                .isEqualTo("aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb");
        assertThat(Hash.node(EIGHT.get(0), EIGHT.get(1)))
                .isEqualTo(InMemoryTree.of(EIGHT.subList(0, 2)).root());
    }

    @Test
    void makesThePublishedProofs() {
        InMemoryTree tree = InMemoryTree.of(EIGHT);

        assertThat(starts(tree.inclusion(5, 8).hashes())).containsExactly("bc1a0643", "ca854ea1", "d37ee418");
        assertThat(starts(tree.consistency(6, 8).hashes())).containsExactly("0ebc5d34", "ca854ea1", "d37ee418");
        assertThat(starts(tree.consistency(1, 8).hashes())).containsExactly("96a296d2", "5f083f0a", "6b47aaf2");
    }

    @Test
    @Tag("A03")
    void agreesWithTheDefinitionOnEveryTreeUpToSixtyAndEveryProofInIt() {
        List<Hash> leaves = randomLeaves(60);
        InMemoryTree tree = InMemoryTree.of(leaves);

        for (int size = 1; size <= leaves.size(); size++) {
            Hash root = naiveRoot(leaves.subList(0, size));
            assertThat(InMemoryTree.of(leaves.subList(0, size)).root()).isEqualTo(root);
            for (int index = 0; index < size; index++) {
                assertThat(tree.inclusion(index, size).root()).isEqualTo(root);
                tree.inclusion(index, size).verify();
            }
            for (int from = 1; from <= size; from++) {
                tree.consistency(from, size).verify(naiveRoot(leaves.subList(0, from)), root);
            }
        }
    }

    @Test
    @Tag("A03")
    void agreesWithTheDefinitionOnLargerTreesAtRandom() {
        List<Hash> leaves = randomLeaves(600);
        InMemoryTree tree = InMemoryTree.of(leaves);
        Random random = new Random(6962);

        for (int n = 0; n < 300; n++) {
            int size = 1 + random.nextInt(600);
            int index = random.nextInt(size);
            int from = 1 + random.nextInt(size);
            Hash root = naiveRoot(leaves.subList(0, size));
            new InclusionProof(
                            index,
                            size,
                            leaves.get(index),
                            tree.inclusion(index, size).hashes(),
                            root)
                    .verify();
            tree.consistency(from, size).verify(naiveRoot(leaves.subList(0, from)), root);
        }
    }

    @Test
    void goesOnFromAnyStoredSize() {
        List<Hash> leaves = randomLeaves(40);

        for (int size = 0; size < leaves.size(); size++) {
            InMemoryTree tree = InMemoryTree.of(leaves.subList(0, size));
            TreeHead head = new TreeHead(size, tree.stored());
            leaves.subList(size, leaves.size()).forEach(head::append);
            assertThat(head.root()).isEqualTo(naiveRoot(leaves));
        }
    }

    @Test
    void refusesWhatCannotBeProven() {
        InMemoryTree tree = InMemoryTree.of(EIGHT);
        InclusionProof good = tree.inclusion(5, 8);

        assertThatThrownBy(() -> new InclusionProof(8, 8, good.leafHash(), good.hashes(), good.root()).verify())
                .isInstanceOf(ProofRejectedException.class)
                .hasMessageContaining("Index 8 is not in a tree of 8");
        assertThatThrownBy(() -> new InclusionProof(4, 8, good.leafHash(), good.hashes(), good.root()).verify())
                .isInstanceOf(ProofRejectedException.class);
        assertThatThrownBy(() -> new ConsistencyProof(0, 8, List.of()).verify(Hash.EMPTY, tree.root()))
                .isInstanceOf(ProofRejectedException.class)
                .hasMessageContaining("from size 0");
        assertThatThrownBy(() -> tree.consistency(6, 8).verify(EIGHT.getFirst(), tree.root()))
                .isInstanceOf(ProofRejectedException.class)
                .hasMessageContaining("root at size 6");
    }

    /** RFC 6962, section 2.1, word for word. */
    private static Hash naiveRoot(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.EMPTY;
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = 1;
        while (k * 2 < leaves.size()) {
            k *= 2;
        }
        return Hash.node(naiveRoot(leaves.subList(0, k)), naiveRoot(leaves.subList(k, leaves.size())));
    }

    private static List<Hash> randomLeaves(int count) {
        Random random = new Random(count);
        return IntStream.range(0, count)
                .mapToObj(n -> {
                    byte[] leaf = new byte[random.nextInt(80)];
                    random.nextBytes(leaf);
                    return Hash.leaf(leaf);
                })
                .toList();
    }

    private static List<String> starts(List<Hash> hashes) {
        return hashes.stream().map(hash -> hex(hash).substring(0, 8)).toList();
    }

    private static String hex(Hash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
