package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.Hash;
import org.countersign.shared.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;

class KeyRotationTests {

    @TempDir
    private Path directory;

    private final AuditProperties properties =
            new AuditProperties("example.com/log", List.of(), List.of(), Duration.ofMinutes(5), Period.ZERO);

    @Test
    void signsWithTheOldAndTheNewKeyUntilTheOldOneIsTakenAway() throws Exception {
        LogKey first = new LogKey(TestKeys.in(directory, "log", 1), properties);
        Checkpoint byFirst = first.sign(3, Hash.EMPTY);

        LogKey both = new LogKey(TestKeys.in(directory, "log", 2), properties);
        Checkpoint byBoth = both.sign(4, Hash.EMPTY);
        Files.delete(directory.resolve("log.pem"));
        LogKey second = new LogKey(TestKeys.in(directory, "log", 2), properties);
        Checkpoint bySecond = second.sign(5, Hash.EMPTY);

        assertThat(both.publicKey()).isEqualTo(second.publicKey()).isNotEqualTo(first.publicKey());
        assertThat(both.requireOwn(byFirst.note().toString())).isEqualTo(byFirst);
        assertThat(byBoth.note().isSignedBy(first.publicKey())).isTrue();
        assertThat(byBoth.note().isSignedBy(second.publicKey())).isTrue();
        assertThat(bySecond.note().isSignedBy(first.publicKey())).isFalse();
        assertThatThrownBy(() -> second.requireOwn(byFirst.note().toString()))
                .isInstanceOf(ForeignLogException.class)
                .hasMessageContaining("Put back the key");
    }

    @Test
    void tellsARefusedStartInASentence() {
        IllegalStateException failure =
                new IllegalStateException("No bean.", new ForeignLogException("Put back the key."));

        FailureAnalysis analysis = Objects.requireNonNull(new ForeignLogAnalyzer().analyze(failure));

        assertThat(analysis.getDescription()).isEqualTo("Put back the key.");
    }
}
