package org.countersign.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.countersign.shared.SigningKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two implementations that share no line agree. */
class SecondOpinionTests {

    @TempDir
    private Path directory;

    private final TestLog log = TestLog.with(7);

    @Test
    @Tag("A16")
    void agreesOnALogThatHolds() {
        assertThat(opinion(log.export(directory))).startsWith("VERIFIED 24 entries");
    }

    @Test
    void agreesOnAForgedSignature() {
        assertThat(opinion(log.export(directory, log.lines(), log.checkpoint(24, SigningKey.generate()))))
                .startsWith("REJECTED the checkpoint is not signed by");
    }

    @Test
    void agreesOnAMissingEntry() {
        List<String> lines = log.lines();

        assertThat(opinion(log.export(directory, lines.subList(0, 23), log.checkpoint())))
                .startsWith("REJECTED there are 23 entries, the checkpoint is of 24");
    }

    @Test
    void agreesOnEntriesThatChangedPlaces() {
        Collections.swap(log.leaves, 7, 8);

        assertThat(opinion(log.export(directory))).startsWith("REJECTED entry 7: builds on what is not before it");
    }

    @Test
    void agreesOnAPublicationWithoutApproval() {
        log.publishAfter("suggestion:x", "sha256:p1", 4);

        assertThat(opinion(log.export(directory))).startsWith("REJECTED entry 24: is published without approval");
    }

    private String opinion(Path export) {
        return SecondOpinion.of(export, log.key.toString());
    }
}
