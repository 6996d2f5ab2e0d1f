package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CsvTests {

    @Test
    void opensAsTextAndNeverAsAFormula() {
        assertThat(Csv.of("name", "value")
                        .row("=HYPERLINK(\"http://evil\")", -0.5)
                        .row("a,\"b\"\nc", new BigDecimal("-1"))
                        .row("@me", "\t+1"))
                .hasToString("""
                        name,value\r
                        "'=HYPERLINK(""http://evil"")",-0.5\r
                        "a,""b""\nc",-1\r
                        '@me,'\t+1\r
                        """);
    }

    @Test
    void showsCountsAsWholeNumbers() {
        assertThat(Csv.of("n", "share").row(41.0, 0.25).row(-0.0, 1e20))
                .hasToString("n,share\r\n41,0.25\r\n0,1.0E20\r\n");
    }

    @Test
    void hasRowsAsWideAsTheHeader() {
        assertThat(Csv.of("person", "odds", "acts").row("ana").row("ben", Double.NaN, true))
                .hasToString("person,odds,acts\r\nana,,\r\nben,,true\r\n");
    }
}
