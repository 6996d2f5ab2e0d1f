package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.bias.BiasReport;
import org.countersign.bias.BiasResult;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Evaluation.Hit;
import org.countersign.policy.Outcome;
import org.countersign.policy.Redaction;
import org.countersign.policy.Reviewers;
import org.countersign.policy.Risk;
import org.countersign.policy.Route;
import org.countersign.screening.Verdict.Obligation;
import org.countersign.shared.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTests {

    private static final OtherReasons DRAWN = new OtherReasons(Risk.NONE, false, true);

    private static final BiasReport PASS = bias(BiasResult.PASS);

    @Test
    void muchRiskAsksForPeopleThoughNoRuleDoes() {
        Risk risk = new Risk(Risk.Level.CRITICAL, 7, List.of("It reaches very many."), 2);

        Verdict verdict = Verdict.of(evaluation(), PASS, new OtherReasons(risk, false, true));

        assertThat(verdict.route()).isEqualTo(Route.CLEAR);
        assertThat(verdict.approvalsNeeded()).isEqualTo(2);
        assertThat(verdict.sampled()).as("it is not looked at by chance").isFalse();
    }

    @Test
    void whatWasReworkedIsSeenByAPersonAgain() {
        Verdict verdict = Verdict.of(evaluation(), PASS, new OtherReasons(Risk.NONE, true, false));

        assertThat(verdict.needsPerson()).isTrue();
    }

    @Test
    void neitherRiskNorReworkBringsWhatIsBlockedBeforePeople() {
        Risk risk = new Risk(Risk.Level.CRITICAL, 7, List.of("It reaches very many."), 2);

        Verdict verdict = Verdict.of(evaluation(hit("A-1", Outcome.BLOCK)), PASS, new OtherReasons(risk, true, true));

        assertThat(verdict.approvalsNeeded()).isZero();
    }

    @Test
    void isClearWhereNothingSpeaks() {
        Verdict verdict = Verdict.of(evaluation(), PASS, OtherReasons.NONE);

        assertThat(verdict.route()).isEqualTo(Route.CLEAR);
        assertThat(verdict.approvalsNeeded()).isZero();
        assertThat(verdict.needsPerson()).isFalse();
        assertThat(verdict.obligations()).isEmpty();
    }

    @Test
    void collectsObligationsWithoutChangingTheRoute() {
        Verdict verdict = Verdict.of(
                evaluation(
                        hit("A-1", Outcome.REDACT), hit("B-1", Outcome.WARN), hit("C-1", Outcome.REQUIRE_DISCLOSURE)),
                PASS,
                OtherReasons.NONE);

        assertThat(verdict.route()).isEqualTo(Route.CLEAR);
        assertThat(verdict.obligations())
                .containsExactly(
                        new Obligation(Outcome.REDACT, "A-1", "Says A-1.", Redaction.PERSONAL_DATA),
                        new Obligation(Outcome.WARN, "B-1", "Says B-1.", null),
                        new Obligation(Outcome.REQUIRE_DISCLOSURE, "C-1", "Says C-1.", null));
    }

    @Test
    void keepsObligationsOfWhatIsBlocked() {
        Verdict verdict = Verdict.of(
                evaluation(hit("A-1", Outcome.BLOCK), hit("B-1", Outcome.REQUIRE_DISCLOSURE)), PASS, OtherReasons.NONE);

        assertThat(verdict.route()).isEqualTo(Route.BLOCK);
        assertThat(verdict.obligations()).extracting(Obligation::rule).containsExactly("B-1");
        assertThat(verdict.needsPerson()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PASS, CLEAR, 0",
        "INCONCLUSIVE, CLEAR, 0",
        "UNMEASURABLE, REVIEW, 1",
        "REVIEW, REVIEW, 1",
        "FAIL, REVIEW, 2"
    })
    void routesByBiasEvenWhereNoPolicySpeaks(BiasResult result, Route route, int approvals) {
        Verdict verdict = Verdict.of(evaluation(), bias(result), OtherReasons.NONE);

        assertThat(verdict.route()).isEqualTo(route);
        assertThat(verdict.approvalsNeeded()).isEqualTo(approvals);
        assertThat(verdict.biasResult()).isEqualTo(result.name());
    }

    @Test
    void takesAMissingCompositionAsUnmeasurable() {
        Verdict verdict = Verdict.of(evaluation(), null, OtherReasons.NONE);

        assertThat(verdict.route()).isEqualTo(Route.REVIEW);
        assertThat(verdict.biasResult()).isEqualTo("UNMEASURABLE");
        assertThat(verdict.bias()).isNull();
    }

    @ParameterizedTest
    @EnumSource(BiasResult.class)
    void neverBlocksBecauseOfBiasAlone(BiasResult result) {
        assertThat(Verdict.of(evaluation(), bias(result), DRAWN).route()).isNotEqualTo(Route.BLOCK);
    }

    @Test
    void asksForAsManyApprovalsAsTheMostDemandingRule() {
        Verdict verdict = Verdict.of(
                evaluation(hit("A-1", Outcome.REVIEW, 1), hit("B-1", Outcome.REVIEW, 3)),
                bias(BiasResult.FAIL),
                OtherReasons.NONE);

        assertThat(verdict.approvalsNeeded()).isEqualTo(3);
    }

    @Test
    void asksEveryGroupThatARuleNames() {
        Verdict verdict = Verdict.of(
                evaluation(
                        hit("A-1", new Reviewers("legal", 1)),
                        hit("B-1", new Reviewers("legal", 2)),
                        hit("C-1", new Reviewers("price-desk", 1)),
                        hit("D-1", Reviewers.anyone(2))),
                PASS,
                OtherReasons.NONE);

        assertThat(verdict.reviewers())
                .containsExactly(
                        new Reviewers("legal", 2), new Reviewers("price-desk", 1), new Reviewers("reviewers", 2));
        assertThat(verdict.approvalsNeeded())
                .as("who approves for a group is a reviewer too")
                .isEqualTo(3);
    }

    /** As written by version 0.1 before groups. */
    @Test
    void readsRecordsFromBeforeGroups() {
        Verdict old = Json.MAPPER.readValue("""
                {"route": "REVIEW", "policyVersion": "sha256:0", "hits": [{"rule": "A-1", "outcome": "REVIEW",
                 "message": "Says A-1.", "source": "ethics", "unknown": false, "facts": {}, "approvals": 2}],
                 "misses": [], "obligations": [{"type": "WARN", "rule": "B-1", "message": "m"}], "bias": null,
                 "biasResult": "PASS", "approvalsNeeded": 2, "sampled": false}
                """, Verdict.class);

        assertThat(old.reviewers()).containsExactly(Reviewers.anyone(2));
        assertThat(old.hits()).containsExactly(hit("A-1", Outcome.REVIEW, 2));
    }

    @Test
    void sendsASampledClearOneToAPerson() {
        Verdict verdict = Verdict.of(evaluation(hit("A-1", Outcome.WARN)), PASS, DRAWN);

        assertThat(verdict.route()).isEqualTo(Route.CLEAR);
        assertThat(verdict.sampled()).isTrue();
        assertThat(verdict.approvalsNeeded()).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCK", "REVIEW"})
    void doesNotSampleWhatIsNotClear(Outcome outcome) {
        assertThat(Verdict.of(evaluation(hit("A-1", outcome)), PASS, DRAWN).sampled())
                .isFalse();
    }

    /** A thousand random findings, each in two orders. */
    @Test
    void doesNotDependOnTheOrderOfHits() {
        Random random = new Random(20261123);
        for (int round = 0; round < 1_000; round++) {
            List<Hit> hits = new ArrayList<>(IntStream.range(0, random.nextInt(8))
                    .mapToObj(index -> hit("R-" + index, any(random, Outcome.values()), random.nextInt(1, 4)))
                    .toList());
            BiasReport bias = bias(any(random, BiasResult.values()));
            boolean drawn = random.nextBoolean();
            Verdict there = Verdict.of(evaluation(hits.toArray(Hit[]::new)), bias, drawn ? DRAWN : OtherReasons.NONE);
            Collections.shuffle(hits, random);

            assertThat(Verdict.of(evaluation(hits.toArray(Hit[]::new)), bias, drawn ? DRAWN : OtherReasons.NONE))
                    .isEqualTo(there);
        }
    }

    /** One finding more makes no verdict milder and takes no obligation away. */
    @Test
    void isMonotonic() {
        Random random = new Random(20261124);
        for (int round = 0; round < 1_000; round++) {
            List<Hit> hits = IntStream.range(0, random.nextInt(6))
                    .mapToObj(index -> hit("R-" + index, any(random, Outcome.values())))
                    .toList();
            Hit another = hit("S-1", any(random, Outcome.values()));
            Verdict before = Verdict.of(evaluation(hits.toArray(Hit[]::new)), PASS, OtherReasons.NONE);
            Verdict after = Verdict.of(
                    evaluation(Stream.concat(hits.stream(), Stream.of(another)).toArray(Hit[]::new)),
                    PASS,
                    OtherReasons.NONE);

            assertThat(after.route()).isGreaterThanOrEqualTo(before.route());
            assertThat(after.obligations()).containsAll(before.obligations());
        }
    }

    private static <T> T any(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static Evaluation evaluation(Hit... hits) {
        return new Evaluation("sha256:0", List.of(hits), List.of());
    }

    private static Hit hit(String rule, Reviewers reviewers) {
        return new Hit(rule, Outcome.REVIEW, "Says " + rule + ".", "ethics", false, Map.of(), reviewers, null);
    }

    private static Hit hit(String rule, Outcome outcome) {
        return hit(rule, outcome, 1);
    }

    private static Hit hit(String rule, Outcome outcome, int approvals) {
        return new Hit(
                rule,
                outcome,
                "Says " + rule + ".",
                "ethics",
                false,
                Map.of(),
                outcome == Outcome.REVIEW ? Reviewers.anyone(approvals) : null,
                outcome == Outcome.REDACT ? Redaction.PERSONAL_DATA : null);
    }

    private static BiasReport bias(BiasResult result) {
        return new BiasReport(List.of(new BiasReport.Check("age", result, "Because.", null, List.of())));
    }
}
