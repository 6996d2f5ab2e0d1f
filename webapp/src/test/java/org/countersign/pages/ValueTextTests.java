package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EMAIL",
                "",
                " ",
                "  two  ",
                "new\nline",
                "\r\n",
                "tab\t",
                "back\\slash",
                "\\n",
                "\\",
                "\\\\e",
                "a \"quoted\" word"
            })
    void comesBackAsItWas(String text) {
        assertThat(ValueText.write(text))
                .doesNotContain("\n")
                .isEqualTo(ValueText.write(text).strip());
        assertThat(ValueText.read(ValueText.write(text))).isEqualTo(text);
    }

    @Test
    void writesNumbersPlainlyAndSeveralValuesOneALine() {
        assertThat(ValueText.write(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(ValueText.write(List.of("a b", "c"))).isEqualTo("a b\nc");
    }

    @Test
    void takesABackslashThatMeansNothingForItself() {
        assertThat(ValueText.read(" C:\\dir ")).isEqualTo("C:\\dir");
    }
}
