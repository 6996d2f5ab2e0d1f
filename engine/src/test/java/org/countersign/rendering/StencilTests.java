package org.countersign.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.countersign.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StencilTests {

    private static final String DISCLOSURES = "{{#disclosures}}{{message}}{{/disclosures}}";

    @Test
    void escapesWhateverComesFromTheItem() {
        String text = fill("<b title=\"{{title}}\">{{title}}</b>", Map.of("title", "\"><script>alert(1)</script>&'"));

        assertThat(text).doesNotContain("<script>").doesNotContain("\"><").contains("&lt;script&gt;", "&amp;");
    }

    @Test
    void repeatsSectionsAndLeavesEmptyOnesOut() {
        Map<String, Object> data = Map.of("products", List.of(Map.of("title", "a"), Map.of("title", "b")), "price", "");

        assertThat(fill("{{#products}}[{{title}}]{{/products}}{{#price}}never{{/price}}{{^price}}free{{/price}}", data))
                .isEqualTo("[a][b]free");
    }

    /** A template that could call methods would be code. */
    @ParameterizedTest
    @CsvSource({"class", "title.class", "title.bytes", "products.size", "title.getClass", "hashCode", "products.stream"
    })
    void reachesNoMethodOfAnyObject(String name) {
        Map<String, Object> data = Map.of("title", "text", "products", List.of("x"));

        assertThat(fill("({{" + name + "}})", data)).isEqualTo("()");
    }

    @ParameterizedTest
    @CsvSource({
        "'{{{title}}}', unescaped",
        "'{{&title}}', unescaped",
        "'{{>other}}', no partials",
        "'{{=<% %>=}}', no other delimiters",
        "'{{#a}}', no Mustache template",
        "'{{a b}}', is no name",
        "'{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}x{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}', nested deeper than 4"
    })
    void refusesWhatLeavesTheSandbox(String text, String reason) {
        assertThatThrownBy(() -> Stencil.of(text + DISCLOSURES))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        refusal -> assertThat(refusal.errors())
                                .first()
                                .extracting(error -> error.message())
                                .asString()
                                .contains(reason));
    }

    @Test
    void refusesATemplateThatWouldHideDisclosures() {
        assertThatThrownBy(() -> Stencil.of("{{title}}"))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        refusal -> assertThat(refusal.errors())
                                .singleElement()
                                .extracting(error -> error.message())
                                .asString()
                                .contains("never shows the disclosures"));
    }

    @Test
    void stopsWhatWouldNeverEnd() {
        List<String> many = Collections.nCopies(1000, "0123456789");
        Stencil stencil = Stencil.of("{{#a}}{{#a}}{{.}}{{/a}}{{/a}}" + DISCLOSURES);

        assertThatThrownBy(() -> stencil.fill(Map.of("a", many)))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("262144");
    }

    private static String fill(String text, Map<String, Object> data) {
        return Stencil.of(text + DISCLOSURES).fill(data);
    }
}
