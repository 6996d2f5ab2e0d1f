package org.countersign.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The export, as another implementation in another language judges it; skipped where there is no Python. */
public final class SecondOpinion {

    private SecondOpinion() {}

    /** What {@code verify_export.py} says: a line that begins with VERIFIED or REJECTED. */
    public static String of(Path export, String key) {
        try {
            Path script = Files.createTempFile("verify", ".py");
            try (InputStream in = Objects.requireNonNull(
                    SecondOpinion.class.getResourceAsStream("/verify_export.py"), "verify_export.py")) {
                Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
            }
            Assumptions.assumeTrue(
                    output(List.of("python3", "--version")).startsWith("Python 3"), "Skipped: no python3 here.");
            return output(List.of("python3", script.toString(), export.toString(), key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
