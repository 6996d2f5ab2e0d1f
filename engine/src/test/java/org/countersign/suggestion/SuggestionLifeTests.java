package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.countersign.suggestion.SuggestionState.APPROVED;
import static org.countersign.suggestion.SuggestionState.BLOCKED;
import static org.countersign.suggestion.SuggestionState.IN_REVIEW;
import static org.countersign.suggestion.SuggestionState.PUBLISHED;
import static org.countersign.suggestion.SuggestionState.RECEIVED;
import static org.countersign.suggestion.SuggestionState.REJECTED;
import static org.countersign.suggestion.SuggestionState.SCREENED;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.countersign.audit.EntryId;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@EngineTest
@RecordApplicationEvents
class SuggestionLifeTests {

    private static final Actor SHOP = Actor.client(Desk.SHOP);
    private static final Actor ANA = Desk.MOVER;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Desk desk;

    @Autowired
    private ApplicationEvents events;

    @Test
    void movesAlongTheTableAndRemembersEachStep() {
        SuggestionId id = desk.receive(Proposals.offer());

        desk.move(id, SCREENED);
        desk.move(id, IN_REVIEW);
        EntryId approval = desk.move(id, APPROVED);

        SuggestionView view = suggestions.get(id);
        assertThat(view.state()).isEqualTo(APPROVED);
        assertThat(view.lastEntry()).isEqualTo(approval);
        assertThat(view.history())
                .extracting(SuggestionView.HistoryStep::state, SuggestionView.HistoryStep::actor)
                .containsExactly(
                        tuple(RECEIVED, "CLIENT:" + Desk.SHOP),
                        tuple(SCREENED, "PERSON:ana"),
                        tuple(IN_REVIEW, "PERSON:ana"),
                        tuple(APPROVED, "PERSON:ana"));
    }

    @Test
    void refusesAMoveThatIsNotInTheTable() {
        SuggestionId id = desk.receive(Proposals.offer());

        assertThatThrownBy(() -> desk.move(id, PUBLISHED))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessage("Suggestion " + id + " is RECEIVED and cannot become PUBLISHED. Maybe the page was stale.");
        assertThat(suggestions.get(id).history()).hasSize(1);
    }

    @Test
    void refusesAMoveOfARevisionThatWasReplaced() {
        Proposals offer = Proposals.offer();
        SuggestionId id = desk.receive(offer);
        desk.move(id, SCREENED);
        suggestions.revise(SHOP, id, offer.with("/score", 0.5).document());

        assertThatThrownBy(() -> suggestions.move(id, 1, SCREENED, ANA, null, EntryId.next()))
                .isInstanceOfSatisfying(
                        Refusal.Conflict.class,
                        refusal -> assertThat(refusal.type()).isEqualTo("stale-revision"));
    }

    @Test
    void letsOnlyOneOfTwoDecideAtOnce() throws Exception {
        SuggestionId id = desk.receive(Proposals.offer());
        desk.move(id, SCREENED);
        desk.move(id, IN_REVIEW);
        CyclicBarrier start = new CyclicBarrier(2);

        int refused = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<EntryId>> decisions = IntStream.range(0, 2)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return desk.move(id, i == 0 ? REJECTED : SuggestionState.CHANGES_REQUESTED);
                    }))
                    .toList();
            for (Future<EntryId> decision : decisions) {
                try {
                    decision.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(Refusal.Conflict.class);
                    refused++;
                }
            }
        }

        assertThat(refused).isEqualTo(1);
        assertThat(suggestions.get(id).history()).hasSize(4);
    }

    @Test
    void aRevisionGoesBackToTheStartWhileTheProcessRuns() {
        Proposals offer = Proposals.offer();
        SuggestionId id = desk.receive(offer);
        desk.move(id, SCREENED);
        desk.move(id, IN_REVIEW);

        int revision = suggestions.revise(SHOP, id, offer.without("/placement").document());

        SuggestionView view = suggestions.get(id);
        assertThat(revision).isEqualTo(2);
        assertThat(view.state()).isEqualTo(RECEIVED);
        assertThat(view.revision()).isEqualTo(2);
        assertThat(view.generation()).isEqualTo(1);
        assertThat(view.document()).isEqualTo(offer.document());
        assertThat(events.stream(SuggestionRevised.class))
                .contains(new SuggestionRevised(id, 2, true, false, view.expiresAt()));
        assertThat(events.stream(SuggestionReceived.class)
                        .filter(event -> event.id().equals(id)))
                .isEmpty();
        assertThat(desk.logged(id)).containsExactly("RECEIPT", "SCREENING", "SCREENING", "REVISION");
    }

    @Test
    void aRevisionAfterTheProcessEndedStartsAnother() {
        Proposals offer = Proposals.offer();
        SuggestionId id = desk.receive(offer);
        desk.move(id, SCREENED);
        desk.move(id, BLOCKED);

        suggestions.revise(SHOP, id, offer.with("/score", 0.5).document());

        SuggestionView view = suggestions.get(id);
        assertThat(view.generation()).isEqualTo(2);
        assertThat(events.stream(SuggestionRevised.class))
                .contains(new SuggestionRevised(id, 2, false, true, view.expiresAt()));
        assertThat(events.stream(SuggestionReceived.class))
                .contains(new SuggestionReceived(id, 2, true, view.expiresAt()));
    }

    @Test
    void aRevisionSentTwiceIsOneRevision() {
        Proposals offer = Proposals.offer();
        SuggestionId id = desk.receive(offer);
        offer.with("/score", 0.5);

        int first = suggestions.revise(SHOP, id, offer.document());
        int second = suggestions.revise(SHOP, id, offer.document());

        assertThat(List.of(first, second)).containsExactly(2, 2);
        assertThat(suggestions.get(id).history()).hasSize(2);
    }

    @Test
    void aRevisionKeepsWhatTheSuggestionIsAndWhomItIsAbout() {
        SuggestionId id = desk.receive(Proposals.recommendation().subject("customer-1"));

        assertThatThrownBy(() -> suggestions.revise(
                        SHOP, id, Proposals.copy().subject("customer-2").document()))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(error -> error.pointer())
                                .containsExactly("/externalId", "/kind", "/audience/subject"));
        assertThat(suggestions.get(id).revision()).isEqualTo(1);
    }

    @Test
    void anInvalidRevisionChangesNothing() {
        Proposals offer = Proposals.offer();
        SuggestionId id = desk.receive(offer);

        assertThatThrownBy(() -> suggestions.revise(
                        SHOP, id, offer.with("/audience/size", 0).document()))
                .isInstanceOf(Refusal.Invalid.class);
        assertThat(suggestions.get(id).revision()).isEqualTo(1);
    }

    @Test
    void whatEndedForGoodTakesNoRevision() {
        Proposals offer = Proposals.offer();
        SuggestionId id = desk.receive(offer);
        endings.withdraw(SHOP, id, "wrong price");

        assertThatThrownBy(() ->
                        suggestions.revise(SHOP, id, offer.with("/score", 0.5).document()))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("WITHDRAWN");
    }

    @Test
    void thoseApprovedThatWantASlotWaitForItOldestFirst() {
        SuggestionId first = approved(Proposals.offer());
        approved(Proposals.recommendation());
        SuggestionId second = approved(Proposals.copy());
        desk.receive(Proposals.targeting());

        List<SuggestionId> waiting = suggestions.awaitingSlot(1_000).stream()
                .map(SuggestionView::id)
                .filter(List.of(first, second)::contains)
                .toList();

        assertThat(waiting).containsExactly(first, second);
        assertThat(suggestions.awaitingSlot(1_000))
                .allSatisfy(view -> assertThat(view.proposal())
                        .extracting(Proposal::wantsSlot)
                        .isEqualTo(true));
    }

    @Test
    void countsWhatWantsASlotAndIsNotApprovedYet() {
        long before = suggestions.headedForSlot().getOrDefault(RECEIVED, 0L);
        desk.receive(Proposals.offer());
        desk.receive(Proposals.recommendation());
        approved(Proposals.offer());

        Map<SuggestionState, Long> headed = suggestions.headedForSlot();

        assertThat(headed).containsEntry(RECEIVED, before + 1).doesNotContainKey(APPROVED);
    }

    private SuggestionId approved(Proposals proposal) {
        SuggestionId id = desk.receive(proposal);
        desk.move(id, SCREENED);
        desk.move(id, APPROVED);
        return id;
    }
}
