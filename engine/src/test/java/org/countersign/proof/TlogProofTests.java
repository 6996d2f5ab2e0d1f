package org.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.countersign.shared.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogProofTests {

    private final SigningKey signer = SigningKey.generate();
    private final NoteKey key = NoteKey.of("example.com/log", signer.publicKey());
    private final byte[] first = "first".getBytes(StandardCharsets.UTF_8);
    private final byte[] second = "second".getBytes(StandardCharsets.UTF_8);

    @Test
    void provesAnEntryToWhoHasTheKey() {
        TlogProof proof = TlogProof.parse(proof().toString());

        assertThat(proof).isEqualTo(proof());
        assertThat(proof.toString()).startsWith("c2sp.org/tlog-proof@v1\nindex 1\n" + Hash.leaf(first) + "\n\n");
        assertThatCode(() -> proof.verify(second, key)).doesNotThrowAnyException();
    }

    @Test
    void skipsWhatIsExtra() {
        String text = proof().toString().replace("index", "extra YWJj\nindex");

        assertThat(TlogProof.parse(text)).isEqualTo(proof());
    }

    @Test
    void provesNoOtherEntryAndToNobodyWithAnotherKey() {
        NoteKey other = NoteKey.of("example.com/log", SigningKey.generate().publicKey());

        assertThatThrownBy(() -> proof().verify(first, key)).isInstanceOf(ProofRejectedException.class);
        assertThatThrownBy(() -> proof().verify(second, other)).isInstanceOf(ProofRejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2sp.org/tlog-proof@v1\n",
                "c2sp.org/tlog-proof@v2\nindex 0\n\na\n1\nb\n\n— a AAAA\n",
                "c2sp.org/tlog-proof@v1\n\nindex 0\n",
                "c2sp.org/tlog-proof@v1\nindex -1\n\na\n\n— a AAAA\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nnot a hash\n\na\n\n— a AAAA\n"
            })
    void refusesWhatIsNoProof(String text) {
        assertThatThrownBy(() -> TlogProof.parse(text)).isInstanceOf(ProofRejectedException.class);
    }

    private TlogProof proof() {
        String text = Checkpoint.text("example.com/log", 2, Hash.node(Hash.leaf(first), Hash.leaf(second)));
        return new TlogProof(1, List.of(Hash.leaf(first)), new SignedNote(text, List.of(key.sign(text, signer::sign))));
    }
}
