package org.countersign.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.countersign.bias.BiasCheckRequest.Check;
import org.countersign.bias.BiasCheckRequest.Group;
import org.countersign.bias.BiasReport.GroupComparison;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BiasChecksTests {

    private final BiasChecks biasChecks = new BiasChecks();

    @Nested
    class Results {

        // The Complete Journey's campaigns of type C, trust.md section 1.3.
        @Test
        void failsWhereTheWholeIntervalIsBelowTheThreshold() {
            BiasReport.Check check = check(group("65+", 72, 12), group("19-24", 46, 18));

            assertThat(check.result()).isEqualTo(BiasResult.FAIL);
            assertThat(check.reason())
                    .isEqualTo("65+ (12 of 72) against 19-24 (18 of 46): ratio 0.4259, its whole interval"
                            + " 0.2279 to 0.7911 below 0.8. Judged at 95 %, 1 comparison.");
        }

        @Test
        void failsAGroupThatIsFavouredTooMuch() {
            BiasReport.Check check = check("65+", group("65+", 72, 12), group("19-24", 46, 18));

            assertThat(check.result()).isEqualTo(BiasResult.FAIL);
            assertThat(check.reason()).contains("19-24 (18 of 46) against 65+ (12 of 72): ratio 2.348", "above 1.25");
        }

        // Type B, trust.md section 1.3.
        @Test
        void asksForAPersonWhereTheRatioIsBelowAndTheIntervalReachesTheThreshold() {
            BiasReport.Check check = check(group("65+", 72, 40), group("55-64", 59, 47));

            assertThat(check.result()).isEqualTo(BiasResult.REVIEW);
            assertThat(check.reason()).contains("ratio 0.6974 is below 0.8", "0.5395 to 0.8864 reaches it");
        }

        // Type A, trust.md section 1.3.
        @Test
        void passesWhereTheWholeIntervalIsAcceptable() {
            BiasReport.Check check = check(group("25-34", 142, 128), group("55-64", 59, 59));

            assertThat(check.result()).isEqualTo(BiasResult.PASS);
            assertThat(check.reason()).contains("0.8413 to 0.962 stays within 0.8 to 1.25");
        }

        @Test
        void saysHowManyMoreCustomersAnInconclusiveCheckTakes() {
            BiasReport.Check few = check(group("a", 100, 45), group("b", 100, 50));
            int needed = Integer.parseInt(few.reason().replaceAll(".*about (\\d+) more.*", "$1"));
            int enough = 100 + needed;

            assertThat(few.result()).isEqualTo(BiasResult.INCONCLUSIVE);
            assertThat(check(group("a", enough * 20, enough * 9), group("b", enough * 20, enough * 10))
                            .result())
                    .isEqualTo(BiasResult.PASS);
            assertThat(resultOf(enough + 20)).isEqualTo(BiasResult.PASS);
            assertThat(resultOf(enough - 20)).isEqualTo(BiasResult.INCONCLUSIVE);
        }

        /** Groups of {@code eligible}, a multiple of 20, at rates of 45 and 50 percent. */
        private BiasResult resultOf(int eligible) {
            int twenties = eligible / 20;
            return check(group("a", twenties * 20, twenties * 9), group("b", twenties * 20, twenties * 10))
                    .result();
        }

        @Test
        void admitsThatNoNumberOfCustomersSettlesARatioOnTheLimit() {
            BiasReport.Check check = check(group("a", 100, 40), group("b", 100, 50));

            assertThat(check.result()).isEqualTo(BiasResult.INCONCLUSIVE);
            assertThat(check.reason()).contains("no practical number of further customers would settle it");
        }

        @Test
        void passesWhereEverybodyIsFavoured() {
            assertThat(check(group("a", 100, 100), group("b", 90, 90)).result()).isEqualTo(BiasResult.PASS);
        }

        @Test
        void judgesAtTheLevelCorrectedForTheNumberOfComparisons() {
            BiasReport.Check alone = check(group("65+", 72, 12), group("19-24", 46, 18));
            BiasReport.Check amongSix = check(
                    group("65+", 72, 12),
                    group("19-24", 46, 18),
                    group("c", 46, 18),
                    group("d", 46, 18),
                    group("e", 46, 18),
                    group("f", 46, 18));

            assertThat(alone.result()).isEqualTo(BiasResult.FAIL);
            assertThat(amongSix.result()).isEqualTo(BiasResult.REVIEW);
            assertThat(amongSix.reason()).contains("Judged at 99 %, which is 95 % corrected for 5 comparisons.");
            assertThat(amongSix.worst()).isNotNull();
            assertThat(amongSix.worst().ratioHigh()).isCloseTo(0.791127, within(1e-6)); // uncorrected
        }

        @Test
        void takesTheWorstOverSeveralGroups() {
            BiasReport.Check check = check(
                    group("fine", 1_000, 500),
                    group("best", 1_000, 510),
                    group("tiny", 3, 1),
                    group("bad", 1_000, 300));

            assertThat(check.result()).isEqualTo(BiasResult.FAIL);
            assertThat(check.worst()).isNotNull();
            assertThat(check.worst().group()).isEqualTo("bad");
        }

        @Test
        void isUnmeasurableRatherThanPassedBecauseOfATinyGroup() {
            BiasReport.Check check =
                    check(group("fine", 10_000, 5_000), group("best", 10_000, 5_010), group("tiny", 3, 1));

            assertThat(check.result()).isEqualTo(BiasResult.UNMEASURABLE);
            assertThat(check.reason())
                    .contains("tiny has fewer than 10 eligible and needs at least 30", "1 comparison.");
        }

        @Test
        void judgesWithAnotherThreshold() {
            Check check = new Check("age", null, List.of(group("65+", 72, 40), group("55-64", 59, 47)));

            BiasReport report = biasChecks.check(new BiasCheckRequest(0.95, 0.5, List.of(check)));

            assertThat(report.checks().getFirst().result()).isEqualTo(BiasResult.PASS);
        }

        @Test
        void takesTheWorstOverSeveralAttributes() {
            Check passing = new Check("income", null, List.of(group("a", 10_000, 5_000), group("b", 10_000, 5_000)));
            Check failing = new Check("age", null, List.of(group("a", 10_000, 5_000), group("b", 10_000, 500)));

            BiasReport report = biasChecks.check(new BiasCheckRequest(0.95, 0.8, List.of(passing, failing)));

            assertThat(report.worstResult()).isEqualTo(BiasResult.FAIL);
            assertThat(new BiasReport(List.of()).worstResult()).isEqualTo(BiasResult.UNMEASURABLE);
        }
    }

    @Nested
    class Unmeasurable {

        @Test
        void whereNobodyIsFavoured() {
            assertUnmeasurable(check(group("a", 100, 0), group("b", 100, 0)), "Nobody was favoured (0 of 200)");
        }

        @Test
        void whereThereIsOneGroupOnly() {
            assertUnmeasurable(check(group("a", 100, 50)), "There are no two groups to compare");
        }

        @Test
        void whereThereIsNoGroup() {
            assertUnmeasurable(check(), "Nobody was favoured (0 of 0)");
        }

        @Test
        void whereOneOfTwoGroupsIsTheUnknown() {
            assertUnmeasurable(
                    check(group("a", 100, 50), group("unknown", 10, 5)), "There are no two groups to compare");
        }

        @Test
        void whereNoGroupIsLargeEnough() {
            assertUnmeasurable(check(group("a", 20, 10), group("b", 20, 10)), "No group is large enough to be judged");
        }

        @Test
        void whereTheNamedReferenceIsTooSmall() {
            assertUnmeasurable(
                    check("a", group("a", 29, 10), group("b", 200, 100), group("c", 200, 20)),
                    "The reference a has 29 eligible and needs at least 30");
        }

        @Test
        void whereNeitherTheGroupNorTheNamedReferenceHasAnybodyFavoured() {
            BiasReport.Check check =
                    check("a", group("a", 100, 0), group("b", 100, 0), group("c", 100, 0), group("d", 700, 400));

            assertThat(check.result()).isEqualTo(BiasResult.FAIL); // d: 400 of 700 against nobody
            assertThat(row(check, "b").ratio()).isNull();
            assertThat(row(check, "b").ratioHigh()).isNull();
        }

        @Test
        void whereTheAttributeIsMissingForMoreThanAFifth() {
            BiasReport.Check check = check(group("a", 400, 200), group("b", 400, 20), group("unknown", 201, 50));

            assertThat(check.result()).isEqualTo(BiasResult.UNMEASURABLE);
            assertThat(check.reason())
                    .startsWith("The attribute is missing for 201 of 1001 eligible, more than 20 %. The known groups"
                            + " alone: FAIL, b (20 of 400)");
            assertThat(check.worst()).isNotNull();
        }

        private void assertUnmeasurable(BiasReport.Check check, String reason) {
            assertThat(check.result()).isEqualTo(BiasResult.UNMEASURABLE);
            assertThat(check.reason()).startsWith(reason).endsWith("Corrected for 0 comparisons.");
            assertThat(check.worst()).isNull();
        }
    }

    @Nested
    class Figures {

        @Test
        void takesTheMeasurableGroupWithTheHighestRateAsReference() {
            BiasReport.Check check = check(group("tiny", 10, 10), group("a", 100, 50), group("b", 100, 60));

            assertThat(check.groups()).extracting(GroupComparison::reference).containsOnly("b");
            assertThat(check.groups()).extracting(GroupComparison::measurable).containsExactly(false, true, true);
        }

        @Test
        void takesTheLargestOfGroupsWithEqualRates() {
            BiasReport.Check check = check(group("a", 100, 50), group("b", 200, 100), group("c", 200, 100));

            assertThat(check.groups()).extracting(GroupComparison::reference).containsOnly("b");
        }

        @Test
        void comparesTheReferenceWithItselfByDefinitionOnly() {
            GroupComparison reference = row(check(group("a", 100, 50), group("b", 100, 60)), "b");

            assertThat(reference)
                    .isEqualTo(new GroupComparison(
                            "b", "b", 0.6, 0.6, 1.0, null, null, 0.0, null, null, null, 100, 60, true));
        }

        @Test
        void givesTheFiguresOfAGroupTooSmallToJudge() {
            GroupComparison tiny = row(check(group("tiny", 10, 2), group("b", 100, 60), group("c", 100, 60)), "tiny");

            assertThat(tiny.measurable()).isFalse();
            assertThat(tiny.ratio()).isCloseTo(1.0 / 3, within(1e-15));
            assertThat(tiny.pValue()).isBetween(0.0, 0.05);
        }

        @Test
        void leavesTheUpperEndOpenWhereTheReferenceHasNobodyFavoured() {
            GroupComparison row = row(check("a", group("a", 100, 0), group("b", 100, 60)), "b");

            assertThat(row.ratio()).isNull();
            assertThat(row.ratioLow()).isGreaterThan(1.25);
            assertThat(row.ratioHigh()).isNull();
            assertThat(row.difference()).isEqualTo(0.6);
        }

        @Test
        void computesNothingForAnEmptyGroup() {
            GroupComparison empty = row(check(group("none", 0, 0), group("a", 100, 50), group("b", 100, 60)), "none");

            assertThat(empty)
                    .isEqualTo(new GroupComparison(
                            "none", "b", null, 0.6, null, null, null, null, null, null, null, 0, 0, false));
        }
    }

    @Nested
    class Refusals {

        @Test
        void namesEveryBadValueWithItsPlace() {
            Check bad = new Check("", "nobody", List.of(group("a", -1, 0), group("a", 10, 11), group("", 10, -1)));

            assertRefused(
                    new BiasCheckRequest(1.0, 0.0, List.of(bad)),
                    "/confidence",
                    "/threshold",
                    "/checks/0/name",
                    "/checks/0/reference",
                    "/checks/0/groups/0/eligible",
                    "/checks/0/groups/1/group",
                    "/checks/0/groups/1/favoured",
                    "/checks/0/groups/2/group",
                    "/checks/0/groups/2/favoured");
        }

        @Test
        void refusesARequestWithoutChecks() {
            assertRefused(new BiasCheckRequest(0.95, 0.8, List.of()), "/checks");
        }

        @Test
        void refusesTheUnknownAsReference() {
            Check check = new Check("age", "unknown", List.of(group("unknown", 10, 5), group("a", 100, 50)));

            assertRefused(new BiasCheckRequest(0.95, 0.8, List.of(check)), "/checks/0/reference");
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY})
        void refusesAConfidenceOutsideZeroToOne(double confidence) {
            assertRefused(new BiasCheckRequest(confidence, 0.8, anyCheck()), "/confidence");
        }

        @ParameterizedTest
        @CsvSource({"0", "1.01", "-0.8", "NaN"})
        void refusesAThresholdOutsideZeroToOne(double threshold) {
            assertRefused(new BiasCheckRequest(0.95, threshold, anyCheck()), "/threshold");
        }

        @Test
        void acceptsTheEndsOfWhatIsAllowed() {
            BiasReport report = biasChecks.check(new BiasCheckRequest(0.999999, 1.0, anyCheck()));

            assertThat(report.checks().getFirst().result()).isEqualTo(BiasResult.REVIEW);
        }

        private List<Check> anyCheck() {
            return List.of(new Check("age", null, List.of(group("a", 100, 45), group("b", 100, 50))));
        }

        private void assertRefused(BiasCheckRequest request, String... pointers) {
            assertThatExceptionOfType(Refusal.Invalid.class)
                    .isThrownBy(() -> biasChecks.check(request))
                    .satisfies(refusal -> assertThat(refusal.errors())
                            .extracting(FieldError::pointer)
                            .containsExactly(pointers));
        }
    }

    private BiasReport.Check check(Group... groups) {
        return check(null, groups);
    }

    private BiasReport.Check check(@Nullable String reference, Group... groups) {
        Check check = new Check("age", reference, Arrays.asList(groups));
        return biasChecks
                .check(new BiasCheckRequest(0.95, 0.8, List.of(check)))
                .checks()
                .getFirst();
    }

    private static Group group(String name, int eligible, int favoured) {
        return new Group(name, eligible, favoured);
    }

    private static GroupComparison row(BiasReport.Check check, String group) {
        return check.groups().stream()
                .filter(row -> row.group().equals(group))
                .findFirst()
                .orElseThrow();
    }
}
