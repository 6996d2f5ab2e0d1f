package org.countersign.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.ReferenceLists;
import org.junit.jupiter.api.Test;

class RuleTextTests {

    private static final ReferenceLists NONE = ReferenceLists.none();
    private static final String COMMENTED = "// Asked for by legal.\n"
            + Office.DEAR.replace("It costs", "See http://shop, it costs").replace("Facts(", "Facts( /* in euro */");

    private static PolicyRule read(String text) {
        return Objects.requireNonNull(RuleText.read("TST-09", text, NONE).rule());
    }

    @Test
    void keepsTheTextOfARuleThatDidNotChange() {
        PolicyRule rule = read(COMMENTED);

        assertThat(RuleText.rewrite(COMMENTED, rule, NONE)).isEqualTo(COMMENTED);
    }

    @Test
    void keepsTheCommentsOfARuleThatDid() {
        PolicyRule other = read(COMMENTED.replace("> 5", "> 6"));

        String text = RuleText.rewrite(COMMENTED, other, NONE);

        assertThat(text).startsWith("// Asked for by legal.\n// in euro\n").endsWith(DrlWriter.write(other));
        assertThat(read(text)).isEqualTo(other);
    }

    @Test
    void countsLinesAsTheOfficerSeesThem() {
        RuleText wrong = RuleText.read("TST-09", "rule \"x\"\n    @nonsense(\"y\")\n", NONE);

        assertThat(wrong.rule()).isNull();
        assertThat(wrong.errors())
                .first()
                .satisfies(error -> assertThat(error.line()).isEqualTo(2));
    }

    @Test
    void refusesTwoRulesInOnePlace() {
        String two = Office.DEAR + Office.DEAR.replace("TST-09", "TST-10").replace("Nothing dear", "Nothing");

        assertThat(RuleText.read("TST-09", two, NONE).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("Here are 2 rules"));
    }
}
