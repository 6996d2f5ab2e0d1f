package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.consent.Consents;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Policies;
import org.countersign.policy.Route;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@EngineTest
@Import(TestPolicies.class)
@RecordApplicationEvents
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class ScreeningsTests {

    private static final Actor SHOP = Actor.client("shop");

    @Autowired
    private Screenings screenings;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Consents consents;

    @Autowired
    private Policies policies;

    @Autowired
    private TestPolicies testPolicies;

    @Autowired
    private ApplicationEvents events;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void approvesWhatIsClear() {
        SuggestionId id = receive(Proposals.offer().with("/content/price/personalised", true));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.route()).isEqualTo(Route.CLEAR);
        assertThat(verdict.biasResult()).isEqualTo("PASS");
        assertThat(verdict.obligations()).extracting(Verdict.Obligation::rule).containsExactly("TST-03");
        assertThat(verdict.misses()).extracting(Evaluation.Miss::rule).containsExactly("TST-01", "TST-02", "TST-04");
        assertThat(states(id)).endsWith(SuggestionState.SCREENED, SuggestionState.APPROVED);
        assertThat(suggestions.get(id).history().getLast().actor()).isEqualTo("SYSTEM:automatic");
        assertThat(entries(id)).endsWith("SCREENING", "APPROVAL");
        assertThat(screenings.automaticApproval(id))
                .contains(suggestions.get(id).lastEntry());
        assertThat(events.stream(SuggestionScreened.class)).containsExactly(new SuggestionScreened(id, 1, Route.CLEAR));
    }

    @Test
    void blocksWhatAPolicyBlocks() {
        SuggestionId id = receive(Proposals.offer().with("/content/price/offered", "9.00"));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.route()).isEqualTo(Route.BLOCK);
        assertThat(verdict.hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.facts())
                        .containsEntry("price.offered", "9")
                        .containsEntry("price.list", "8.99"));
        assertThat(states(id)).endsWith(SuggestionState.SCREENED, SuggestionState.BLOCKED);
        assertThat(suggestions.get(id).history().getLast().reason()).isEqualTo("Blocked by TST-01.");
        assertThat(screenings.automaticApproval(id)).isEmpty();
    }

    @Test
    void leavesToAPersonWhatAPolicyWantsReviewed() {
        SuggestionId id = receive(Proposals.offer().with("/audience/size", 5_001));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.route()).isEqualTo(Route.REVIEW);
        assertThat(verdict.approvalsNeeded()).isEqualTo(2);
        assertThat(states(id)).endsWith(SuggestionState.SCREENED);
        assertThat(screenings.automaticApproval(id)).isEmpty();
    }

    @Test
    void leavesToTwoPeopleWhatFailsABiasCheck() {
        SuggestionId id = receive(Proposals.offer().with("/audience/composition/0/groups/2/favoured", 100));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.route()).isEqualTo(Route.REVIEW);
        assertThat(verdict.biasResult()).isEqualTo("FAIL");
        assertThat(verdict.hits()).isEmpty();
        assertThat(verdict.approvalsNeeded()).isEqualTo(2);
    }

    @Test
    void neverTakesAMissingCompositionAsFair() {
        SuggestionId id = receive(Proposals.offer().with("/audience/composition", List.of()));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.biasResult()).isEqualTo("UNMEASURABLE");
        assertThat(verdict.route()).isEqualTo(Route.REVIEW);
    }

    @Test
    void readsConsentFromTheRegister() {
        consent("household-1", ConsentStatus.GRANTED);
        consent("household-2", ConsentStatus.WITHDRAWN);

        assertThat(screenings
                        .screen(receive(Proposals.cartRecovery().subject("household-1")))
                        .hits())
                .isEmpty();
        assertThat(screenings
                        .screen(receive(Proposals.cartRecovery().subject("household-2")))
                        .hits())
                .extracting(Evaluation.Hit::message)
                .containsExactly("Consent to marketing stands at WITHDRAWN.");
        assertThat(screenings
                        .screen(receive(Proposals.cartRecovery().subject("household-3")))
                        .hits())
                .extracting(Evaluation.Hit::unknown)
                .containsExactly(true);
    }

    @Test
    void screensARevisionOnce() {
        SuggestionId id = receive(Proposals.offer());

        Verdict first = screenings.screen(id);
        Verdict second = screenings.screen(id);

        assertThat(second).isEqualTo(first);
        assertThat(records(id)).isOne();
        assertThat(entries(id)).containsOnlyOnce("SCREENING", "APPROVAL");
        assertThat(events.stream(SuggestionScreened.class)).hasSize(1);
    }

    @Test
    void screensARevisionOnceEvenWhereManyAskTogether() {
        SuggestionId id = receive(Proposals.offer());

        List<CompletableFuture<Verdict>> verdicts = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> screenings.screen(id)))
                .limit(8)
                .toList();

        assertThat(verdicts.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(records(id)).isOne();
    }

    @Test
    void screensANewRevisionAgain() {
        Proposals offer = Proposals.offer();
        SuggestionId id = receive(offer);
        screenings.screen(id);

        suggestions.revise(
                SHOP, id, offer.with("/content/price/offered", "9.00").document());
        Verdict verdict = screenings.screen(id);

        assertThat(verdict.route()).isEqualTo(Route.BLOCK);
        assertThat(records(id)).isEqualTo(2);
        assertThat(screenings.latest(id)).map(DecisionRecord::revision).contains(2);
        assertThat(screenings.automaticApproval(id)).isEmpty();
    }

    @Test
    void refusesWhatEndedBeforeItWasScreened() {
        SuggestionId id = receive(Proposals.offer());
        endings.withdraw(SHOP, id, "Sold out");

        assertThatExceptionOfType(Refusal.Conflict.class)
                .isThrownBy(() -> screenings.screen(id))
                .withMessageContaining("is WITHDRAWN and has no verdict for revision 1");
        assertThat(records(id)).isZero();
    }

    @Test
    void logsTheHashOfTheExactRecordAndWhatFollowedFromIt() {
        SuggestionId id = receive(Proposals.offer());
        Verdict verdict = screenings.screen(id);

        byte[] record = jdbc.sql("select record from decision_record where suggestion_id = ?")
                .param(id.value())
                .query(byte[].class)
                .single();

        assertThat(screenings.latest(id)).map(DecisionRecord::hash).contains(Sha256.hexOf(record));
        assertThat(logged(id))
                .contains(Sha256.hexOf(record))
                .contains(verdict.policyVersion())
                .contains("CLEAR");
    }

    @Test
    void tellsWhichFactsProducersSend() {
        screenings.screen(receive(Proposals.offer()));

        assertThat(screenings.factsSent(1_000, 1_000)).as("too few to tell").isEmpty();
        assertThat(screenings.factsSent(1, 1))
                .contains("price.offered", "suggestion.kind")
                .doesNotContain("message.body", "price.floor");
    }

    @Test
    void seesFactsBehindManyDecisionsThatDoNotKnowThem() {
        // Of sixty in a row at least one is looked at, for every fiftieth is.
        for (int i = 0; i < 60; i++) {
            screenings.screen(receive(Proposals.offer()));
        }
        for (int i = 0; i < 30; i++) {
            screenings.screen(receive(Proposals.recommendation()));
        }

        assertThat(screenings.factsSent(1, 2)).contains("price.offered");
    }

    @Test
    @Tag("A20")
    void replaysARecordToTheIdenticalVerdict() {
        SuggestionId id = receive(Proposals.offer()
                .with("/audience/size", 9_000)
                .with("/content/price/list", "123456789012.3456")
                .with("/content/price/personalised", true)
                .with("/audience/composition/0/groups/2/favoured", 250));
        Verdict verdict = screenings.screen(id);
        DecisionRecord record = screenings.latest(id).orElseThrow();

        assertThat(record.verdict()).isEqualTo(verdict);
        assertThat(screenings.replay(record)).isEqualTo(verdict);
    }

    @Test
    @Tag("A20")
    void replaysUnderThePoliciesOfThen() {
        SuggestionId id = receive(Proposals.offer().with("/audience/size", 9_000));
        Verdict verdict = screenings.screen(id);

        testPolicies.askForApprovals(3);
        policies.afterSingletonsInstantiated();
        try {
            assertThat(policies.active().version()).isNotEqualTo(verdict.policyVersion());
            assertThat(screenings.replay(screenings.latest(id).orElseThrow())).isEqualTo(verdict);
            assertThat(verdict.approvalsNeeded()).isEqualTo(2);
        } finally {
            testPolicies.askForApprovals(2);
            policies.afterSingletonsInstantiated();
        }
    }

    @Test
    void doesNotReplayARecordThatWasTamperedWithToTheSameVerdict() {
        SuggestionId id = receive(Proposals.offer());
        screenings.screen(id);
        DecisionRecord record = screenings.latest(id).orElseThrow();
        BiasCheckRequest composition = Objects.requireNonNull(record.composition());
        BiasCheckRequest.Check check = composition.checks().getFirst();
        BiasCheckRequest tampered = new BiasCheckRequest(
                composition.confidence(),
                composition.threshold(),
                List.of(new BiasCheckRequest.Check(
                        check.name(),
                        check.reference(),
                        check.groups().stream()
                                .map(group -> new BiasCheckRequest.Group(
                                        group.group(), group.eligible(), group.favoured() - 1))
                                .toList())));

        assertThat(screenings.replay(new DecisionRecord(
                        record.suggestion(),
                        record.revision(),
                        record.at(),
                        record.contentHash(),
                        record.facts(),
                        tampered,
                        record.verdict(),
                        record.seed(),
                        record.sampleRate(),
                        record.licences(),
                        record.hash())))
                .isNotEqualTo(record.verdict());
    }

    @Test
    void writesNothingOfTheCustomerIntoTheLogAndForgetsTheRecordWithThem() {
        consent("household-9", ConsentStatus.GRANTED);
        SuggestionId id = receive(Proposals.cartRecovery().subject("household-9"));
        screenings.screen(id);

        assertThat(logged(id)).doesNotContain("household-9").doesNotContain("GRANTED");
        assertThat(screenings.latest(id)).isPresent();

        consents.erase(SHOP, "household-9");

        assertThat(screenings.latest(id)).isEmpty();
        assertThat(records(id)).isOne();
    }

    @Test
    void refusesToChangeOrDeleteARecord() {
        SuggestionId id = receive(Proposals.offer());
        screenings.screen(id);

        for (String change : List.of(
                "update decision_record set route = 'CLEAR'",
                "update decision_record set record = 'x'",
                "delete from decision_record",
                "truncate decision_record")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> jdbc.sql(change).update());
        }
        assertThat(screenings.latest(id)).isPresent();
    }

    @Test
    void dryRunsToTheSameVerdictAndStoresNothing() {
        Proposals offer = Proposals.offer().with("/audience/size", 5_001);
        long before = rows();

        Verdict dry = screenings.dryRun("shop", offer.document()).verdict();

        assertThat(rows()).isEqualTo(before);
        assertThat(screenings.screen(receive(offer))).isEqualTo(dry);
    }

    @Test
    void dryRunsForACustomerNobodyKnowsWithoutMakingThemKnown() {
        long before = rows();

        DryRun dry = screenings.dryRun(
                "shop", Proposals.cartRecovery().subject("never-seen").document());

        assertThat(dry.verdict().route()).isEqualTo(Route.BLOCK);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void saysWhatWouldSatisfyTheRulesThatSpoke() {
        DryRun dry = screenings.dryRun(
                "shop",
                Proposals.offer()
                        .with("/content/price/offered", "9.50")
                        .with("/audience/size", 6_000)
                        .document());

        assertThat(dry.verdict().route()).isEqualTo(Route.BLOCK);
        assertThat(dry.counterfactuals())
                .containsExactly(
                        new Counterfactual("TST-01", "price.offered", "9.5", "8.99", Route.REVIEW, List.of()),
                        new Counterfactual("TST-02", "suggestion.audienceSize", "6000", "5000", Route.BLOCK, List.of()),
                        new Counterfactual(
                                "TST-01, TST-02",
                                "price.offered",
                                "9.5",
                                "8.99",
                                Route.CLEAR,
                                List.of(new Counterfactual.Step("suggestion.audienceSize", "6000", "5000"))));
    }

    @Test
    void proposesNoOtherCustomer() {
        consent("household-5", ConsentStatus.WITHDRAWN);

        DryRun dry = screenings.dryRun(
                "shop", Proposals.cartRecovery().subject("household-5").document());

        assertThat(dry.verdict().hits()).extracting(Evaluation.Hit::rule).containsExactly("TST-04");
        assertThat(dry.counterfactuals()).isEmpty();
    }

    @Test
    void refusesToDryRunAnInvalidDocument() {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> screenings.dryRun(
                        "shop", Proposals.offer().without("/audience").document()));
    }

    private SuggestionId receive(Proposals proposals) {
        return SuggestionId.of(Objects.requireNonNull(suggestions
                .receive("shop", List.of(proposals.document()))
                .getFirst()
                .id()));
    }

    private void consent(String ref, ConsentStatus status) {
        consents.record(
                SHOP,
                ref,
                List.of(new Consent(
                        "MARKETING", "ANY", status, Instant.parse("2026-01-01T00:00:00Z"), "checkout", "1")));
    }

    private List<SuggestionState> states(SuggestionId id) {
        return suggestions.get(id).history().stream()
                .map(SuggestionView.HistoryStep::state)
                .toList();
    }

    private int records(SuggestionId id) {
        return jdbc.sql("select count(*) from decision_record where suggestion_id = ?")
                .param(id.value())
                .query(Integer.class)
                .single();
    }

    private List<@Nullable String> entries(SuggestionId id) {
        return jdbc.sql("select type from audit_written where subject = ? order by log_index, written")
                .param(id.subject())
                .query(String.class)
                .list();
    }

    private String logged(SuggestionId id) {
        return String.join(
                "\n",
                jdbc.sql(
                                "select convert_from(leaf, 'UTF8') from audit_written where subject = ? order by log_index, written")
                        .param(id.subject())
                        .query(String.class)
                        .list());
    }

    private long rows() {
        return jdbc.sql("""
                        select (select count(*) from decision_record) + (select count(*) from audit_written)
                             + (select count(*) from suggestion) + (select count(*) from consent_subject)
                        """).query(Long.class).single();
    }
}
