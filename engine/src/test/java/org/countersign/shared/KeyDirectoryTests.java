package org.countersign.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDirectoryTests {

    @TempDir
    private Path parent;

    @Test
    void makesAKeyOnFirstUseAndKeepsIt() {
        Path dir = parent.resolve("keys");

        byte[] first = new KeyDirectory(dir).key("log").publicKey();

        assertThat(new KeyDirectory(dir).key("log").publicKey()).isEqualTo(first);
        assertThat(new KeyDirectory(dir).key("item").publicKey()).isNotEqualTo(first);
    }

    @Test
    void letsOnlyTheOwnerReadIt() throws Exception {
        new KeyDirectory(parent.resolve("keys")).key("log");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("keys/log.pem"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("keys"))))
                .isEqualTo("rwx------");
    }

    @Test
    void givesInstancesThatStartTogetherTheSameKey() {
        KeyDirectory keys = new KeyDirectory(parent.resolve("keys"));

        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(n -> HexFormat.of().formatHex(keys.key("log").publicKey()))
                        .distinct())
                .hasSize(1);
        assertThat(parent.resolve("keys")).isDirectoryContaining(file -> file.endsWith("log.pem"));
        assertThat(parent.resolve("keys").toFile().list()).hasSize(1);
    }

    @Test
    void neverReplacesADamagedKey() throws Exception {
        KeyDirectory keys = new KeyDirectory(parent);
        Files.writeString(parent.resolve("log.pem"), "not a key");

        assertThatThrownBy(() -> keys.key("log"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Restore it from a backup");
        assertThat(parent.resolve("log.pem")).hasContent("not a key");
    }

    @Test
    void makesASecretOnFirstUseAndKeepsIt() throws Exception {
        byte[] first = new KeyDirectory(parent).secret("sample");

        assertThat(first).hasSize(32).isEqualTo(new KeyDirectory(parent).secret("sample"));
        assertThat(new KeyDirectory(parent).secret("other")).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("sample.secret"))))
                .isEqualTo("rw-------");
    }

    @Test
    void neverReplacesADamagedSecret() throws Exception {
        for (String damaged : new String[] {"not base64!", "c2hvcnQ="}) {
            Files.writeString(parent.resolve("sample.secret"), damaged);

            assertThatThrownBy(() -> new KeyDirectory(parent).secret("sample"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("32 bytes in base64");
        }
    }
}
