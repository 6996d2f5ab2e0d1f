package org.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Published test vectors too large for this repository. A test that needs them is skipped where they are absent. */
public final class PublishedVectors {

    /** Beside the project's root; tests run in a module's directory. */
    private static final List<Path> PLACES = List.of(Path.of("../../shared/data"), Path.of("../../../shared/data"));

    private PublishedVectors() {}

    /** The lines of a file of vectors. */
    public static List<String> lines(String file) {
        try {
            return Files.readAllLines(find(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the vectors in " + file, e);
        }
    }

    private static Path find(String file) {
        Path found = PLACES.stream()
                .map(place -> place.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of(file));
        Assumptions.assumeTrue(
                Files.exists(found), () -> "Skipped: the published vectors " + file + " are not in ../shared/data.");
        return found;
    }
}
