package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The checks of the audit log have numbers, A01 to A20, and every one has a test that is tagged with it:
 * {@code ./mvnw verify -Dgroups=A08} runs those of one check.
 */
class AuditChecksTests {

    private static final Pattern TAGGED = Pattern.compile("@Tag\\(\"(A\\d\\d)\"\\)\\s+(?:@[^\\n]+\\s+)*void \\w+\\(");

    @Test
    void everyOneHasATest() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..").toRealPath())) {
            Set<String> tagged = tagged(files.filter(file -> file.toString().matches(".*/src/test/java/.*\\.java"))
                    .map(AuditChecksTests::read)
                    .toList());

            assertThat(tagged)
                    .isEqualTo(IntStream.rangeClosed(1, 20)
                            .mapToObj("A%02d"::formatted)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** The proof that it finds something. */
    @Test
    void missesACheckWithoutATest() {
        assertThat(tagged(List.of("    @Tag(\"A02\")\n    @Test\n    void proves() {", "// @Tag(\"A03\")")))
                .containsExactly("A02");
    }

    private static Set<String> tagged(Collection<String> sources) {
        return sources.stream()
                .flatMap(source -> TAGGED.matcher(source).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
