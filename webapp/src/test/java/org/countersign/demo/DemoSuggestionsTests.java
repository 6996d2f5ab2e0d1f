package org.countersign.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.countersign.WebTest;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import tools.jackson.databind.node.ObjectNode;

@WebTest
@ActiveProfiles("demo")
class DemoSuggestionsTests {

    private static final Path REAL = Path.of("..", "..", "shared", "data");

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Clock clock;

    @Test
    void areAcceptedFromTheMadeUpShop() {
        checkAll(null);
    }

    @Test
    void areAcceptedFromTheRealFiles() {
        assumeTrue(Files.isDirectory(REAL), "Skipped: the Complete Journey files are not in ../shared/data.");

        checkAll(REAL);
    }

    private void checkAll(@Nullable Path data) {
        ReferenceProducer producer = new ReferenceProducer(new DemoProperties(data, false, 20170101), clock);
        for (ObjectNode suggestion : producer.suggestions(producer.shop(), DemoWeek.of(clock.instant()))) {
            assertThatCode(() -> suggestions.check(suggestion))
                    .as(suggestion.toString())
                    .doesNotThrowAnyException();
        }
    }
}
