package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.consent.Consents;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Route;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@EngineTest
@Import(TestPolicies.class)
@RecordApplicationEvents
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class ScreeningsTests {

    private static final Actor SHOP = Actor.client(Desk.SHOP);

    @Autowired
    private Screenings screenings;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Desk desk;

    @Autowired
    private Endings endings;

    @Autowired
    private Consents consents;

    @Autowired
    private ApplicationEvents events;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void approvesWhatIsClear() {
        SuggestionId id = desk.receive(Proposals.offer().with("/content/price/personalised", true));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.route()).isEqualTo(Route.CLEAR);
        assertThat(verdict.biasResult()).isEqualTo("PASS");
        assertThat(verdict.obligations()).extracting(Verdict.Obligation::rule).containsExactly("TST-03");
        assertThat(verdict.misses()).extracting(Evaluation.Miss::rule).containsExactly("TST-01", "TST-02", "TST-04");
        assertThat(states(id)).endsWith(SuggestionState.SCREENED, SuggestionState.APPROVED);
        assertThat(suggestions.get(id).history().getLast().actor()).isEqualTo("SYSTEM:automatic");
        assertThat(desk.logged(id)).endsWith("SCREENING", "APPROVAL");
        assertThat(screenings.automaticApproval(id))
                .contains(suggestions.get(id).lastEntry());
        assertThat(events.stream(SuggestionScreened.class)).containsExactly(new SuggestionScreened(id, 1, Route.CLEAR));
    }

    @Test
    void blocksWhatAPolicyBlocks() {
        SuggestionId id = desk.receive(Proposals.offer().with("/content/price/offered", "9.00"));

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
        SuggestionId id = desk.receive(Proposals.offer().with("/audience/size", 5_001));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.route()).isEqualTo(Route.REVIEW);
        assertThat(verdict.approvalsNeeded()).isEqualTo(2);
        assertThat(states(id)).endsWith(SuggestionState.SCREENED);
        assertThat(screenings.automaticApproval(id)).isEmpty();
    }

    @Test
    void leavesToTwoPeopleWhatFailsABiasCheck() {
        SuggestionId id = desk.receive(Proposals.offer().with("/audience/composition/0/groups/2/favoured", 100));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.route()).isEqualTo(Route.REVIEW);
        assertThat(verdict.biasResult()).isEqualTo("FAIL");
        assertThat(verdict.hits()).isEmpty();
        assertThat(verdict.approvalsNeeded()).isEqualTo(2);
    }

    @Test
    void neverTakesAMissingCompositionAsFair() {
        SuggestionId id = desk.receive(Proposals.offer().with("/audience/composition", List.of()));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.biasResult()).isEqualTo("UNMEASURABLE");
        assertThat(verdict.route()).isEqualTo(Route.REVIEW);
    }

    @Test
    void readsConsentFromTheRegister() {
        consent("household-1", ConsentStatus.GRANTED);
        consent("household-2", ConsentStatus.WITHDRAWN);

        assertThat(screenings
                        .screen(desk.receive(Proposals.cartRecovery().subject("household-1")))
                        .hits())
                .isEmpty();
        assertThat(screenings
                        .screen(desk.receive(Proposals.cartRecovery().subject("household-2")))
                        .hits())
                .extracting(Evaluation.Hit::message)
                .containsExactly("Consent to marketing stands at WITHDRAWN.");
        assertThat(screenings
                        .screen(desk.receive(Proposals.cartRecovery().subject("household-3")))
                        .hits())
                .extracting(Evaluation.Hit::unknown)
                .containsExactly(true);
    }

    @Test
    void screensARevisionOnce() {
        SuggestionId id = desk.receive(Proposals.offer());

        Verdict first = screenings.screen(id);
        Verdict second = screenings.screen(id);

        assertThat(second).isEqualTo(first);
        assertThat(records(id)).isOne();
        assertThat(desk.logged(id)).containsOnlyOnce("SCREENING", "APPROVAL");
        assertThat(events.stream(SuggestionScreened.class)).hasSize(1);
    }

    @Test
    void screensARevisionOnceEvenWhereManyAskTogether() {
        SuggestionId id = desk.receive(Proposals.offer());

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
        SuggestionId id = desk.receive(offer);
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
        SuggestionId id = desk.receive(Proposals.offer());
        endings.withdraw(SHOP, id, "Sold out");

        assertThatExceptionOfType(Refusal.Conflict.class)
                .isThrownBy(() -> screenings.screen(id))
                .withMessageContaining("is WITHDRAWN and has no verdict for revision 1");
        assertThat(records(id)).isZero();
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
}
