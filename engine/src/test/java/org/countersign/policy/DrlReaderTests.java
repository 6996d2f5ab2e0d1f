package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.policy.Condition.All;
import org.countersign.policy.Condition.Any;
import org.countersign.policy.Condition.Not;
import org.countersign.policy.Operand.NamedList;
import org.countersign.policy.Operand.OtherFact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrlReaderTests {

    private static final ReferenceLists LISTS = ReferenceLists.of(Map.of(
            "hurry",
            List.of("last chance"),
            "bases",
            List.of("CONSENT", "CONTRACT"),
            "ages",
            List.of("* = 16", "AT = 14", "DE = 16")));

    @Test
    void readsEveryPartOfARule() {
        String text = """
                package policies.children // comments are left out

                rule "Age-restricted goods are never suggested to the young"
                    @id("CHD-04")
                    @source("Product law")
                    @owner("Youth protection")
                    @effective("2026-08-02")
                    @expires("2028-01-01")
                    @group("legal")
                    @approvals("2")
                    @unknown("SKIP")
                    @message("From {product.ageLimit}.")
                when
                    $v : Verdict()
                    Facts( /* both */ product.ageLimit > 0, product.ageLimit > customer.minimumAge )
                then
                    $v.review("CHD-04");
                end
                """;

        assertThat(read(text))
                .containsExactly(new PolicyRule(
                        "CHD-04",
                        "Age-restricted goods are never suggested to the young",
                        new PolicyRule.Grounds("Product law", "Youth protection"),
                        new Period(LocalDate.of(2026, 8, 2), LocalDate.of(2028, 1, 1)),
                        new All(List.of(
                                Rules.test("product.ageLimit", Operator.MORE, 0),
                                new Condition.Test(
                                        "product.ageLimit", Operator.MORE, new OtherFact("customer.minimumAge")))),
                        new Effect(Outcome.REVIEW, WhenUnknown.SKIP, new Reviewers("legal", 2), null),
                        "From {product.ageLimit}."));
    }

    @Test
    void bindsAndTighterThanOrAndKeepsBracketsThatMatter() {
        Condition a = Rules.test("price.list", Operator.MORE, 1);
        Condition b = Rules.test("price.list", Operator.LESS, 2);
        Condition c = Rules.test("price.personalised", Operator.EQUAL, true);

        assertThat(condition("price.list > 1 || price.list < 2 && price.personalised == true"))
                .isEqualTo(new Any(List.of(a, new All(List.of(b, c)))));
        assertThat(condition("(price.list > 1 || price.list < 2) && !(price.personalised == true)"))
                .isEqualTo(new All(List.of(new Any(List.of(a, b)), new Not(c))));
    }

    @Test
    void readsListsPhrasesAndNegativeNumbers() {
        assertThat(condition("suggestion.legalBasis not memberOf list(\"bases\")"))
                .isEqualTo(new Condition.Test(
                        "suggestion.legalBasis",
                        Operator.NOT_IN,
                        new NamedList("bases", List.of("CONSENT", "CONTRACT"))));
        assertThat(condition("mentions(message.body, list(\"hurry\"))"))
                .isEqualTo(new Condition.Test(
                        "message.body", Operator.MENTIONS, new NamedList("hurry", List.of("last chance"))));
        assertThat(condition("containsAny(suggestion.channels, \"EMAIL\", \"SMS\")"))
                .isEqualTo(Rules.test("suggestion.channels", Operator.CONTAINS_ANY, "EMAIL", "SMS"));
        assertThat(condition("containsAny(product.sensitiveClasses, consent.excludedTopics)"))
                .isEqualTo(new Condition.Test(
                        "product.sensitiveClasses", Operator.CONTAINS_ANY, new OtherFact("consent.excludedTopics")));
        assertThat(condition("customer.minimumAge < highest(\"ages\", customer.jurisdictions)"))
                .isEqualTo(new Condition.Test(
                        "customer.minimumAge",
                        Operator.LESS,
                        new Operand.Lookup(
                                "ages",
                                true,
                                "customer.jurisdictions",
                                new TreeMap<>(Map.of(
                                        "*", BigDecimal.valueOf(16),
                                        "AT", BigDecimal.valueOf(14),
                                        "DE", BigDecimal.valueOf(16))))));
        assertThat(condition("suggestion.score in (-1, 0.50)")).isEqualTo(condition("suggestion.score in (-1.0, 0.5)"));
    }

    @Test
    void takesTheSafeSideWhereARuleDoesNotSayWhatUnknownMeans() {
        assertThat(read(rule("price.list > 1")).getFirst().whenUnknown()).isEqualTo(WhenUnknown.BLOCK);
        assertThat(read(rule("price.list > 1").replace("$v.block", "$v.warn"))
                        .getFirst()
                        .whenUnknown())
                .isEqualTo(WhenUnknown.REVIEW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prise.list > 1                                  | 9:5  | Did you mean price?
            price.lst > 1                                   | 9:5  | Did you mean price.list?
            price.list > price.oferred                      | 9:18 | Did you mean price.offered?
            price.list contans 1                            | 9:16 | Did you mean contains?
            price.list => 1                                 | 9:16 | The character = has no meaning here.
            suggestion.kind == "PRICE_OFER"                 | 9:5  | Did you mean PRICE_OFFER?
            suggestion.kind == PRICE_OFFER                  | 9:24 | a text in double quotes
            suggestion.legalBasis memberOf list("basis")    | 9:41 | Did you mean bases?
            suggestion.kind > "A"                           | 9:5  | ">" does not fit suggestion.kind, which is a text
            price.list == "8"                               | 9:5  | price.list == needs a number, not a text.
            price.list == message.body                      | 9:5  | price.list == needs a number, not a text.
            price.list in (1, "2")                          | 9:20 | either texts or numbers, not both
            price.list in (1, 1.0)                          | 9:20 | twice
            suggestion.channels == "EMAIL"                  | 9:5  | use contains, not contains, containsAny, containsAll or containsOnly
            message.body contains "x"                       | 9:5  | or mentions
            mentions(message.body, "!")                     | 9:5  | no letter or digit
            price.personalised == 1                         | 9:5  | needs true or false, not a number
            price.list > highest("ages", price.list)        | 9:26 | A table is looked up by a text
            price.list > highest("bases", suggestion.kind)  | 9:26 | no table: its line "CONSENT" is not a key
            price.list > lowest("agges", suggestion.kind)   | 9:25 | Did you mean ages?
            message.body == highest("ages", suggestion.kind) | 9:5 | needs a text, not a number
            containsOnly(price.list, "A")                   | 9:5  | "containsOnly" does not fit price.list
            containsAll(suggestion.channels, message.body)  | 9:5  | needs a list of values, each a text
            price.list > 1,                                 | 10:1 | Expected a fact
            """)
    void namesPlaceReasonAndNearestWord(String facts, String place, String reason) {
        String text = rule("\n" + facts).replace("Facts( \n", "Facts(\n    ").replace(" )\nthen", "\n)\nthen");

        DrlError error = errors(text).getFirst();

        assertThat(error.line() + ":" + error.column()).isEqualTo(place);
        assertThat(error.message()).contains(reason);
        assertThat(error.rule()).isEqualTo("Test");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @source("none")      | ''                   | The rule has no @source
            @source("none")      | @sorce("none")       | Did you mean source?
            @id("TST-01")        | @id("TST-02")        | the rule's @id is "TST-02"
            TST-01               | one                  | is not letters, hyphen and number
            @source("none")      | @source("a") @source("b") | stands here twice
            @source("none")      | @source("a") @unknown("MAYBE") | @unknown is BLOCK, REVIEW or SKIP
            @source("none")      | @source("a") @approvals("two") | @approvals is 1, 2 or 3
            @source("none")      | @source("a") @approvals("2") | only a REVIEW asks for any
            @source("none")      | @source("a") @group("Legal") | is not 1 to 40 lower-case letters
            @source("none")      | @source("a") @group("legal") | only a REVIEW asks for any
            @source("none")      | @source("a") @effective("2 Aug 2026") | @effective is a date such as 2026-11-25
            @source("none")      | @source("a") @expires("2026-02-30") | @expires is a date such as 2026-11-25
            @source("none")      | @source("a") @effective("2027-01-01") @expires("2027-01-01") | swap the dates
            @source("none")      | @source("a") @redaction("SUBJECT_LIN") | Did you mean SUBJECT_LINE?
            @source("none")      | @source("a") @redaction("REASON") | only redact has a @redaction
            $v.block             | $v.redact            | A rule that redacts says what
            @message("none")     | @message("{price.ofered}") | Did you mean price.offered?
            @message("none")     | @message("{price")   | brace without its partner
            $v.block             | $v.blok              | Did you mean block?
            $v : Verdict()       | $v : Verdikt()       | Did you mean Verdict?
            Facts(               | Fact(                | Did you mean Facts?
            when                 | whem                 | Did you mean when?
            """)
    void namesWhatIsWrongAroundTheConditions(String there, String instead, String reason) {
        String text = rule("price.list > 1").replace(there, instead);

        assertThat(errors(text))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains(reason));
    }

    @Test
    void reportsOneMistakeOfEveryRuleAtOnce() {
        String good = rule("price.list > 1").substring("package test\n".length());
        String text =
                "package test\n" + good.replace("price.list", "price.lst") + good + good.replace("$v.block", "$v.blok");

        assertThat(errors(text)).extracting(DrlError::line).containsExactly(8, 30);
    }

    @Test
    void acceptsNoMoreThanItsLimits() {
        assertThatCode(() -> read(rule("(".repeat(6) + "price.list > 1" + ")".repeat(6))))
                .doesNotThrowAnyException();
        assertThat(errors(rule("(".repeat(7) + "price.list > 1" + ")".repeat(7)))
                        .getFirst()
                        .message())
                .contains("more than 6 deep");
        assertThatCode(() -> read(rule("price.list in (" + numbers(Operand.MAX_VALUES) + ")")))
                .doesNotThrowAnyException();
        assertThat(errors(rule("price.list in (" + numbers(Operand.MAX_VALUES + 1) + ")"))
                        .getFirst()
                        .message())
                .contains("at most 1000");
        assertThatCode(() -> read(rule("price.list > 1")
                        + " "
                                .repeat(DrlReader.MAX_BYTES
                                        - rule("price.list > 1").length())))
                .doesNotThrowAnyException();
        assertThat(errors(" ".repeat(DrlReader.MAX_BYTES + 1)).getFirst().message())
                .contains("65537 bytes");
    }

    @Test
    void refusesMoreJoinedConditionsThanAPersonCanRead() {
        String fifty = String.join(", ", Collections.nCopies(Condition.MAX_PARTS, "price.list > 1"));

        assertThatCode(() -> read(rule(fifty))).doesNotThrowAnyException();
        assertThat(errors(rule(fifty + ", price.list > 1")).getFirst().message())
                .contains("split the rule");
    }

    private static String numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }

    private static String rule(String facts) {
        return """
                package test
                rule "Test"
                    @id("TST-01") @source("none") @message("none")
                when



                    $v : Verdict() Facts( %s )
                then
                    $v.block("TST-01");
                end
                """.formatted(facts);
    }

    private static Condition condition(String facts) {
        return read(rule(facts)).getFirst().when();
    }

    private static List<PolicyRule> read(String text) {
        return DrlReader.read("test.drl", text, LISTS);
    }

    private static List<DrlError> errors(String text) {
        UnreadablePolicy refusal = catchThrowableOfType(UnreadablePolicy.class, () -> read(text));
        assertThat(refusal).as("refusal of %s", text).isNotNull();
        return refusal.errors();
    }
}
