package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class StylesheetTests {

    private final String text = Stylesheet.read().text();

    @Test
    void holdsEveryPartOnce() throws IOException {
        Resource[] parts = new PathMatchingResourcePatternResolver().getResources("classpath:css/**/*.css");

        assertThat(parts).hasSizeGreaterThan(20);
        for (Resource part : parts) {
            assertThat(text).containsOnlyOnce(part.getContentAsString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void letsLaterPartsWin() {
        assertThat(text.indexOf("--paper:")).isLessThan(text.indexOf(".panel {"));
        assertThat(text.indexOf(".soft {")).isLessThan(text.indexOf(".panel {"));
        assertThat(text.indexOf(".panel {")).isLessThan(text.indexOf(".calendar th"));
        assertThat(text.indexOf(".calendar th")).isLessThan(text.indexOf(".hide-narrow {"));
    }

    @Test
    void opensNothingFromElsewhere() {
        assertThat(text).doesNotContain("@import").doesNotContain("url(");
    }
}
