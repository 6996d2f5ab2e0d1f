package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Every way we know of to make Drools run code out of a rule's text, aimed at a marker file, and what our own form might let
 * through beyond that. Each file says in its first line where it must be refused.
 */
class HostileDrlTests {

    @TempDir
    private Path folder;

    static Stream<Resource> files() throws IOException {
        return Arrays.stream(new PathMatchingResourcePatternResolver().getResources("classpath:hostile/*.drl"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void isRefusedAtItsPlaceAndNothingRuns(Resource file) throws IOException {
        Path marker = folder.resolve("pwned");
        String text = file.getContentAsString(StandardCharsets.UTF_8).replace("MARKER", marker.toString());
        String place = text.lines().findFirst().orElseThrow().replace("// refused at ", "");

        UnreadablePolicy refusal = catchThrowableOfType(
                UnreadablePolicy.class, () -> DrlReader.read("hostile.drl", text, ReferenceLists.none()));

        assertThat(refusal).isNotNull();
        assertThat(refusal.errors()).first().satisfies(error -> {
            assertThat(error.line() + ":" + error.column()).isEqualTo(place);
            assertThat(error.message()).isNotBlank().hasSizeLessThan(300);
        });
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void hasEveryAttackOfTheStudy() throws IOException {
        assertThat(files().count()).isGreaterThanOrEqualTo(60);
    }

    @Test
    void readsTheSameRuleWithoutTheAttack() {
        String text = """
                package attack

                rule "attack"
                    @id("ATT-01")
                    @source("none")
                    @message("none")
                when
                    $v : Verdict()
                    Facts( suggestion.kind == "PRICE_OFFER" )
                then
                    $v.block("ATT-01");
                end
                """;

        assertThat(DrlReader.read("benign.drl", text, ReferenceLists.none())).hasSize(1);
    }
}
