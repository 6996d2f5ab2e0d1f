package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.policy.PolicyCheck.Against;
import org.countersign.policy.PolicyCheck.Report;
import org.countersign.policy.PolicyRemark.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyCheckTests {

    private static final ReferenceLists LISTS =
            ReferenceLists.of(Map.of("bases", List.of("CONSENT", "CONTRACT"), "one", List.of("CONSENT")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price.list > 5, price.list < 5",
                "price.list > 5, price.list <= 5",
                "price.list == 5, price.list != 5",
                "price.list in (1, 2), price.list > 2",
                "price.list > price.offered, price.offered > price.list",
                "price.list > price.offered, price.offered >= 9, price.list <= 9",
                "price.list == price.offered, price.offered > 9, price.list < 9",
                "price.list > price.list",
                "suggestion.kind == \"PRICE_OFFER\", suggestion.kind == \"CART_RECOVERY\"",
                "suggestion.kind in (\"PRICE_OFFER\", \"CART_RECOVERY\"), suggestion.kind not in (\"PRICE_OFFER\","
                        + " \"CART_RECOVERY\")",
                "suggestion.kind != \"PRICE_OFFER\", suggestion.kind != \"CART_RECOVERY\", suggestion.kind !="
                        + " \"RECOMMENDATION\", suggestion.kind not in (\"CAMPAIGN_COPY\", \"SEGMENT_TARGETING\")",
                "suggestion.legalBasis memberOf list(\"bases\"), suggestion.legalBasis not in (\"CONSENT\", \"CONTRACT\")",
                "price.personalised == true, price.personalised == false",
                "price.personalised == true, !(price.personalised == true)",
                "suggestion.channels contains \"SMS\", suggestion.channels not contains \"SMS\"",
                "suggestion.channels contains \"SMS\", !(containsAny(suggestion.channels, \"SMS\", \"EMAIL\"))",
                "containsAny(suggestion.channels, \"SMS\", \"EMAIL\"), suggestion.channels not contains \"SMS\","
                        + " suggestion.channels not contains \"EMAIL\"",
                "mentions(message.body, \"hurry\"), !(mentions(message.body, \"hurry\"))",
                "!(price.list > 5 || price.list <= 5)",
                "suggestion.score == 3, mentions(message.body, \"x\") || suggestion.score > 2, suggestion.score < 3"
            })
    void findsAConditionThatContradictsItself(String facts) {
        assertThat(check(rule("TST-01", facts)))
                .as(facts)
                .extracting(PolicyRemark::kind)
                .contains(Kind.NEVER_HOLDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price.list >= 5, price.list <= 5",
                "price.list > price.offered, price.offered > 5",
                "price.list >= price.offered, price.offered >= price.list",
                "suggestion.kind == \"PRICE_OFFER\", suggestion.kind != \"CART_RECOVERY\"",
                "suggestion.channels contains \"SMS\", suggestion.channels not contains \"EMAIL\"",
                "containsAny(suggestion.channels, \"SMS\", \"EMAIL\"), suggestion.channels not contains \"SMS\"",
                "mentions(message.body, \"hurry\"), !(mentions(message.body, \"now\"))",
                "price.list > 5 || price.list <= 5",
                "message.subject == message.body, message.subject != \"x\""
            })
    void callsNothingAContradictionThatIsNone(String facts) {
        assertThat(check(rule("TST-01", facts)))
                .as(facts)
                .extracting(PolicyRemark::kind)
                .doesNotContain(Kind.NEVER_HOLDS, Kind.UNREACHABLE);
    }

    @Test
    void namesTheFirstPartThatContradictsTheOthers() {
        Report report = PolicyCheck.text(
                text(rule("TST-01", "price.list > 5,\n    price.personalised == true,\n    price.list < 5")),
                against());

        PolicyRemark remark = only(report.remarks(), Kind.NEVER_HOLDS);
        assertThat(remark.path()).containsExactly(2);
        assertThat(remark.place()).isEqualTo(new Place(8, 5));
        assertThat(remark.message())
                .isEqualTo("Rule TST-01 never hits: \"price.list is less than 5\" contradicts what stands before it.");
        assertThat(report.isSound()).isFalse();
    }

    @Test
    void findsAnAlternativeThatCanNeverHold() {
        Report report = PolicyCheck.text(
                text(rule(
                        "TST-01",
                        "suggestion.kind == \"PRICE_OFFER\", price.list > 5 || suggestion.kind =="
                                + " \"CART_RECOVERY\"")),
                against());

        PolicyRemark remark = only(report.remarks(), Kind.UNREACHABLE);
        assertThat(remark.path()).containsExactly(1, 1);
        assertThat(remark.place()).isEqualTo(new Place(6, 57));
        assertThat(report.isSound()).isTrue();
    }

    @Test
    void findsAConditionThatFollowsFromTheOthers() {
        assertThat(only(check(rule("TST-01", "price.list > 5, price.list > 3")), Kind.NEEDLESS)
                        .path())
                .containsExactly(1);
        assertThat(kinds(check(rule("TST-01", "price.list > 5, price.offered > 3"))))
                .doesNotContain(Kind.NEEDLESS);
    }

    @Test
    void findsARuleThatAnotherOneCovers() {
        List<PolicyRemark> remarks =
                check(rule("TST-01", "price.list > 5, price.personalised == true"), rule("TST-02", "price.list > 3"));

        assertThat(only(remarks, Kind.SUBSUMED))
                .returns("TST-01", PolicyRemark::rule)
                .returns(
                        "Whenever rule TST-01 hits, rule TST-02 hits too and blocks, so TST-01 changes nothing. Leave"
                                + " it out, or narrow the other one.",
                        PolicyRemark::message);
    }

    @Test
    void callsNoRuleCoveredThatStillDoesSomething() {
        assertThat(kinds(check(
                        rule("TST-01", "price.list > 5"),
                        rule("TST-02", "price.list > 3").replace("$v.block", "$v.warn"))))
                .doesNotContain(Kind.SUBSUMED);
        assertThat(kinds(check(
                        rule("TST-01", "price.list > 5"),
                        rule("TST-02", "price.list > 3").replace("@source", "@expires(\"2027-01-01\") @source"))))
                .as("the other one expires")
                .doesNotContain(Kind.SUBSUMED);
        assertThat(kinds(
                        check(rule("TST-01", "price.list > 5"), rule("TST-02", "price.list > 3, price.offered != 77"))))
                .as("the other one reads a fact that may be unknown")
                .doesNotContain(Kind.SUBSUMED);
    }

    @Test
    void findsTwoRulesThatContradictEachOther() {
        List<PolicyRemark> remarks = check(
                rule("TST-01", "!(price.list <= 5)"),
                rule("TST-02", "price.list > 5").replace("$v.block", "$v.warn"));

        assertThat(only(remarks, Kind.CONFLICT).message())
                .contains("TST-01 and TST-02 speak of exactly the same suggestions");
        assertThat(kinds(remarks)).doesNotContain(Kind.SUBSUMED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            price.list < 50                    | price.list > 50                    | at exactly 50
            price.list > 20, price.list <= 50  | price.list > 60                    | from 50 (not included) to 60
            price.list < 20                    | price.list >= 30, price.list < 40  | from 20 to 30 (not included)
            """)
    void findsValuesBetweenTheRangesOfTwoRules(String below, String above, String gap) {
        assertThat(only(check(rule("TST-01", below), rule("TST-02", above)), Kind.GAP)
                        .message())
                .isEqualTo("Of price.list " + gap + " neither rule TST-01 nor rule TST-02 speaks.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            price.list < 50                             | price.list >= 50
            price.list < 20                             | price.list > 50
            price.list > 20, price.list <= 50           | price.list > 60, price.personalised == true
            price.list > 20, price.list <= 50           | price.offered > 60
            """)
    void leavesWhatIsFreeOnPurposeFree(String below, String above) {
        assertThat(kinds(check(rule("TST-01", below), rule("TST-02", above)))).doesNotContain(Kind.GAP);
    }

    @Test
    void asksForCasesAndForFactsThatSomebodySends() {
        Report report = PolicyCheck.text(
                text(rule("TST-01", "price.list > 5, price.mandatoryFees > 0")),
                new Against(LISTS, List.of(), Set.of("price.list"), Set.of()));

        assertThat(report.remarks())
                .filteredOn(remark -> remark.kind() == Kind.NO_CASE)
                .hasSize(4);
        assertThat(only(report.remarks(), Kind.NEVER_SENT))
                .returns(List.of(1), PolicyRemark::path)
                .returns(
                        "No decision of late knew price.mandatoryFees. Where it is unknown, the rule blocks.",
                        PolicyRemark::message);
    }

    @Test
    void asksForAGroupThatSomebodyIsIn() {
        String legal = rule("TST-01", "price.list > 5")
                .replace("@message", "@group(\"legl\") @message")
                .replace("$v.block", "$v.review");

        assertThat(only(
                                PolicyCheck.text(
                                                text(legal),
                                                new Against(LISTS, List.of(), Set.of(), Set.of("legal", "brand")))
                                        .remarks(),
                                Kind.NOBODY)
                        .message())
                .contains("in the group legl", "Did you mean legal?");
        assertThat(kinds(check(legal))).doesNotContain(Kind.NOBODY);
    }

    @Test
    void tellsOfDuplicatesAndUnreadableTextAtTheirPlaces() {
        String one = rule("TST-01", "price.list > 5");

        assertThat(only(PolicyCheck.text(text(one, one), against()).remarks(), Kind.DUPLICATE)
                        .place())
                .isNotNull();
        assertThat(PolicyCheck.text(text(rule("TST-01", "price.lst > 5")), against())
                        .remarks())
                .singleElement()
                .returns(Kind.UNREADABLE, PolicyRemark::kind)
                .returns(new Place(6, 5), PolicyRemark::place);
    }

    /** Every pair of generated rules: what the check proves is held against facts drawn at random. */
    @Test
    void provesNothingThatFactsContradict() {
        RandomRules random = new RandomRules(4);
        RandomFacts facts = new RandomFacts(5);
        List<PolicyRule> rules = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rules.add(random.next());
        }
        List<FactSet> sets = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            sets.add(facts.next());
        }

        for (PolicyRule rule : rules) {
            boolean canHold = Satisfiable.canHold(rule.when());
            for (FactSet set : sets) {
                assertThat(canHold || rule.when().truth(set) != Truth.TRUE).isTrue();
            }
            for (PolicyRule other : rules) {
                if (Satisfiable.implies(rule.when(), other.when())) {
                    assertThat(sets)
                            .allMatch(set -> rule.when().truth(set) != Truth.TRUE
                                    || other.when().truth(set) == Truth.TRUE);
                }
            }
        }
    }

    private static PolicyRemark only(List<PolicyRemark> remarks, Kind kind) {
        List<PolicyRemark> found =
                remarks.stream().filter(remark -> remark.kind() == kind).toList();
        assertThat(found).as("remarks %s in %s", kind, remarks).hasSize(1);
        return found.getFirst();
    }

    private static List<Kind> kinds(List<PolicyRemark> remarks) {
        return remarks.stream().map(PolicyRemark::kind).toList();
    }

    private static List<PolicyRemark> check(String... rules) {
        Report report = PolicyCheck.text(text(rules), against());
        assertThat(kinds(report.remarks())).doesNotContain(Kind.UNREADABLE);
        assertThat(PolicyCheck.rules(report.rules(), against()).remarks())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("place")
                .isEqualTo(report.remarks());
        return report.remarks();
    }

    private static Against against() {
        return new Against(LISTS, List.of(), Set.of(), Set.of());
    }

    private static String text(String... rules) {
        return "package test\n" + String.join("", rules);
    }

    private static String rule(String id, String facts) {
        return """
                rule "Rule %s"
                    @id("%s") @source("none") @message("none")
                when
                    $v : Verdict() Facts(
                    %s
                )
                then
                    $v.block("%s");
                end
                """.formatted(id, id, facts, id);
    }
}
