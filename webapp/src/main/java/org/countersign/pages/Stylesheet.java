package org.countersign.pages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.countersign.shared.Sha256;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The one stylesheet of all pages, put together from the files below {@code css}. One file per idea keeps it readable,
 * one answer keeps the first page fast. A new file below {@code components} or {@code pages} is in it without being
 * named anywhere.
 */
final class Stylesheet {

    /** Later files win over earlier ones; among those of one pattern the order, by name, must not matter. */
    private static final List<String> PARTS = List.of(
            "tokens.css", "elements.css", "utilities.css", "frame.css", "components/*.css", "pages/*.css", "media.css");

    private static final int VERSION_BYTES = 8;

    private final String text;
    private final String version;

    private Stylesheet(String text) {
        this.text = text;
        this.version = HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)), 0, VERSION_BYTES);
    }

    /** Read from the class path. */
    static Stylesheet read() {
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        StringBuilder text = new StringBuilder();
        try {
            for (String pattern : PARTS) {
                Resource[] parts = resources.getResources("classpath:css/" + pattern);
                Arrays.sort(parts, Comparator.comparing(part -> String.valueOf(part.getFilename())));
                for (Resource part : parts) {
                    text.append(part.getContentAsString(StandardCharsets.UTF_8)).append('\n');
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A part of the stylesheet cannot be read.", e);
        }
        return new Stylesheet(text.toString());
    }

    /** Changes with the text, so that a page never meets the stylesheet of an earlier release in a browser's cache. */
    public String version() {
        return version;
    }

    String text() {
        return text;
    }
}
