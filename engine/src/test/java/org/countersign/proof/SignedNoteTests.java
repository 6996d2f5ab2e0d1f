package org.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.countersign.shared.SigningKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector: the example of the C2SP signed-note specification. */
class SignedNoteTests {

    private static final String VERIFIER_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String NOTE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    private final NoteKey key = NoteKey.parse(VERIFIER_KEY);

    @Test
    @Tag("A05")
    void verifiesThePublishedExample() {
        assertThatCode(() -> SignedNote.parse(NOTE).verify(key)).doesNotThrowAnyException();
        assertThat(SignedNote.parse(NOTE)).hasToString(NOTE);
        assertThat(key).hasToString(VERIFIER_KEY);
    }

    @Test
    @Tag("A05")
    void ignoresSignaturesOfOthers() {
        SigningKey witness = SigningKey.generate();
        NoteKey other = NoteKey.of("witness.example/w", witness.publicKey());
        String text = "This is an example message.\n";
        String both = NOTE + "— " + other.name() + " "
                + other.sign(text, witness::sign).encoded() + "\n";

        assertThatCode(() -> SignedNote.parse(both).verify(key)).doesNotThrowAnyException();
        assertThatCode(() -> SignedNote.parse(both).verify(other)).doesNotThrowAnyException();
    }

    @Test
    @Tag("A05")
    void rejectsAnotherKeyUnderTheSameName() {
        NoteKey impostor = NoteKey.of("example.com/foo", SigningKey.generate().publicKey());

        assertThatThrownBy(() -> SignedNote.parse(NOTE).verify(impostor))
                .isInstanceOf(ProofRejectedException.class)
                .hasMessageContaining("not by example.com/foo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This is an example message.\n",
                "This is an example message.\n\n",
                "This is an example message.\n— example.com/foo Uw2QOg==\n",
                "This is an example message.\n\n— example.com/foo Uw2QOg==",
                "This is an example message.\r\n\n— example.com/foo Uw2QOg==\n",
                "This is an example message.\n\n— example.com/foo Uw2QOg==\r\n",
                "This is an example message.\n\n— example.com/foo Uw2QOg==\nand more\n",
                "This is an example message.\n\n- example.com/foo Uw2QOg==\n",
                "This is an example\tmessage.\n\n— example.com/foo Uw2QOg==\n"
            })
    @Tag("A05")
    void rejectsWhatIsNoSignedNote(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(ProofRejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"is an", "Uw2QOkn8s", "foo U"})
    void rejectsANoteWithOneCharacterChanged(String place) {
        int at = NOTE.indexOf(place) + 4;
        String changed = NOTE.substring(0, at) + (NOTE.charAt(at) == 'X' ? 'Y' : 'X') + NOTE.substring(at + 1);

        assertThatThrownBy(() -> SignedNote.parse(changed).verify(key)).isInstanceOf(ProofRejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/foo",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm"
            })
    void refusesMalformedKeys(String verifierKey) {
        assertThatThrownBy(() -> NoteKey.parse(verifierKey)).isInstanceOf(IllegalArgumentException.class);
    }
}
