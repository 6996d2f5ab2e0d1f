package org.countersign.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command stands for the client of a key management service. */
class SigningCommandTests {

    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private final SigningKey inside = SigningKey.generate();

    @Test
    void signsWithAKeyThatThisProcessNeverSees() throws Exception {
        String signature = Base64.getEncoder().encodeToString(inside.sign(MESSAGE));
        Path script = script("test \"$(cat)\" = 'a message' && echo " + signature);

        Signer signer = new SigningCommand(inside.publicKey(), List.of(script.toString()));

        assertThat(signer.sign(MESSAGE)).isEqualTo(inside.sign(MESSAGE));
        assertThatThrownBy(() -> signer.sign(new byte[3]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with 1");
    }

    @Test
    void believesNoSignatureOfAnotherKey() throws Exception {
        String forged = Base64.getEncoder().encodeToString(SigningKey.generate().sign(MESSAGE));
        Signer signer = new SigningCommand(
                inside.publicKey(),
                List.of(script("cat >/dev/null; echo " + forged).toString()));

        assertThatThrownBy(() -> signer.sign(MESSAGE)).hasMessageContaining("signature of another key");
    }

    @Test
    void saysThatTheCommandIsMissing() {
        Signer signer = new SigningCommand(
                inside.publicKey(), List.of(directory.resolve("nothing").toString()));

        assertThatThrownBy(() -> signer.sign(MESSAGE)).hasMessageContaining("cannot be run");
    }

    private Path script(String body) throws Exception {
        Path script = Files.writeString(directory.resolve("sign"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
