package org.countersign.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar alone, on a JDK alone. */
class VerifierJarIT {

    @TempDir
    private Path directory;

    private final TestLog log = TestLog.with(3);

    @Test
    @Tag("A15")
    void verifiesAnExportWithNothingButItself() throws IOException {
        assertThat(run(log.export(directory))).contains("12 entries").endsWith("VERIFIED\n");
    }

    @Test
    void namesTheFirstBadEntry() throws IOException {
        List<String> lines = log.lines();
        lines.set(4, lines.get(5));

        assertThat(run(log.export(directory, lines, log.checkpoint())))
                .contains("BAD   Entry 4:")
                .endsWith("REJECTED\n");
    }

    private String run(Path export) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar().toString(),
                        export.toString(),
                        "--key",
                        log.key.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-verifier.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
