package org.countersign.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What continuous integration runs is what the README tells people to run. */
class TestCommandTests {

    private static final Path ROOT = Files.exists(Path.of("webapp/pom.xml")) ? Path.of("") : Path.of("..");

    @Test
    void continuousIntegrationRunsTheReadmesTestCommand() throws IOException {
        List<String> readme = Files.readAllLines(ROOT.resolve("README.md"));
        String last = Files.readAllLines(ROOT.resolve(".ci/run")).getLast();

        assertThat(last).startsWith("exec ");
        assertThat(readme).contains(last.substring("exec ".length()));
    }
}
