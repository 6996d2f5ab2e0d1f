package org.countersign.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.WhenUnknown;
import org.junit.jupiter.api.Test;

/** What unknown means in each shipped rule is what the catalogue says, except where README.md says why not. */
class UnknownTests {

    private static final Map<WhenUnknown, List<String>> CATALOGUE =
            Map.of(WhenUnknown.BLOCK, ids("""
            PRV-01 PRV-02 PRV-03 PRV-04 PRV-05 PRV-06 PRV-10 PRV-12 PRV-13 PRV-14 PRV-15 PRV-16
            PRV-18 PRV-19 PRV-20 PRV-21 CHD-02 CHD-04 ADV-02 PRC-03 PRC-04 PRC-07 MSG-01 MSG-02
            MSG-03 MSG-04 MSG-06 MSG-07 MSG-08 CPY-01 CPY-02 GOV-03
            """), WhenUnknown.REVIEW, ids("""
            PRV-07 PRV-08 PRV-09 PRV-11 PRV-22 CHD-03 ADV-01 ADV-03 ADV-04 PRC-01 PRC-02 PRC-05
            PRC-06 PRC-08 PRC-09 PRC-10 PRC-11 MSG-05 MSG-09 CPY-03 CPY-04 CPY-05 CPY-06 CPY-09
            CPY-10 GOV-01 GOV-02
            """), WhenUnknown.SKIP, ids("""
            PRV-17 CHD-01 ADV-05 MSG-10 CPY-07 CPY-08
            """));

    private static final Set<String> EXCEPTIONS =
            Set.of("PRV-04", "PRV-08", "PRV-09", "PRV-16", "PRV-21", "PRV-22", "CHD-02", "ADV-01", "ADV-04", "GOV-02");

    private final List<PolicyRule> rules = new PolicySource().rules();

    private static List<String> ids(String text) {
        return Pattern.compile("\\s+").splitAsStream(text.strip()).toList();
    }

    private WhenUnknown meaning(String id) {
        return rules.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow()
                .whenUnknown();
    }

    @Test
    void isAsStrictAsTheCatalogue() {
        CATALOGUE.forEach((wanted, ids) -> ids.forEach(id -> assertThat(meaning(id) == wanted)
                .as("%s says %s of what is unknown, the catalogue %s", id, meaning(id), wanted)
                .isEqualTo(!EXCEPTIONS.contains(id))));
    }

    @Test
    void namesSixtyFiveOfTheSixtySevenRules() {
        assertThat(CATALOGUE.values().stream().mapToInt(List::size).sum()).isEqualTo(65);
    }
}
