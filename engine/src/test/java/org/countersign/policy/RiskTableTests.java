package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.countersign.policy.Risk.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskTableTests {

    private static final RiskTable TABLE = RiskTable.read("risk.yaml", """
            factors:
              - {name: Many, when: suggestion.audienceSize > 1000, points: 2}
              - {name: Cheap, when: price.offered < 1, points: 3, unknown: SKIP}
            levels: {MEDIUM: 2, HIGH: 5}
            people: {HIGH: 1}
            sample: {LOW: 0.01, MEDIUM: 0.1}
            markets:
              DE: {LOW: 0.5}
              US-NY: {MEDIUM: 0.9}
            """, ReferenceLists.none());

    @ParameterizedTest
    @CsvSource({"1000, 1, 0, LOW", "1001, 1, 2, MEDIUM", "1000, 0.99, 3, MEDIUM", "1001, 0.99, 5, HIGH"})
    void addsUpWhatHolds(BigDecimal size, BigDecimal price, int points, Level level) {
        Risk risk = TABLE.assess(FactSet.builder()
                .number("suggestion.audienceSize", size)
                .number("price.offered", price)
                .build());

        assertThat(risk.points()).isEqualTo(points);
        assertThat(risk.level()).isEqualTo(level);
        assertThat(risk.people()).isEqualTo(level == Level.HIGH ? 1 : 0);
    }

    @Test
    void countsWhatIsUnknownUnlessItSaysOtherwise() {
        assertThat(TABLE.assess(FactSet.builder().build()).because()).containsExactly("Many");
    }

    @Test
    void takesTheStrictestRateOfAllMarkets() {
        assertThat(TABLE.sampleRate(Level.LOW, List.of("FR"))).isEqualByComparingTo("0.01");
        assertThat(TABLE.sampleRate(Level.LOW, List.of("FR", "DE"))).isEqualByComparingTo("0.5");
        assertThat(TABLE.sampleRate(Level.LOW, List.of("DE-BY"))).isEqualByComparingTo("0.5");
        assertThat(TABLE.sampleRate(Level.MEDIUM, List.of("DE"))).isEqualByComparingTo("0.1");
        assertThat(TABLE.sampleRate(Level.MEDIUM, List.of("US-NY"))).isEqualByComparingTo("0.9");
        assertThat(TABLE.sampleRate(Level.MEDIUM, List.of())).isEqualByComparingTo("0.1");
        assertThat(TABLE.sampleRate(Level.CRITICAL, List.of("DE"))).isEqualByComparingTo("0.05");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "factors: [{name: A, when: price.oferred > 1, points: 1}] | price.offered",
                "factors: [{name: A, when: eval(true), points: 1}] | price.offered",
                "factors: [{name: A, when: price.offered > 1 price.list, points: 1}] | the end of the condition",
                "factors: [{name: A, when: price.offered > 1, points: 0}] | 1 to 100, not 0",
                "factors: [{name: A, when: price.offered > 1, points: 1, unknown: MAYBE}] | COUNT or SKIP",
                "{factors: [], level: {HIGH: 1}} | levels",
                "{factors: [], people: {HIGH: 4}} | 0 to 3, not 4",
                "{factors: [], sample: {LOW: 1.5}} | 0 to 1, not 1.5",
                "{factors: [], sample: {NONE: 0.5}} | no \"NONE\"",
                "factors: !!javax.script.ScriptEngineManager [] | risk.yaml",
                "factors: {a: b | risk.yaml"
            })
    void refusesWhatItDoesNotUnderstandAndSaysWhere(String text, String expected) {
        assertThatThrownBy(() -> RiskTable.read("risk.yaml", text, ReferenceLists.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("risk.yaml")
                .hasMessageContaining(expected);
    }
}
