package org.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.RecordApplicationEvents;

@EngineTest
@RecordApplicationEvents
class ReviewDecisionsTests {

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewDesk reviewDesk;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Desk desk;

    @Test
    void approvalMovesTheSuggestionOnAndIsBoundToWhatWasSeen() {
        ReviewId review = desk.open(Desk.unmeasurable());
        SuggestionId suggestion = reviews.get(review).suggestion();

        ReviewView decided = reviews.decide(review, desk.approval("ana", review));

        assertThat(decided.outcome()).isEqualTo(ReviewOutcome.APPROVED);
        assertThat(suggestions.get(suggestion).state()).isEqualTo(SuggestionState.APPROVED);
        assertThat(reviews.approvals(suggestion)).singleElement().satisfies(approval -> {
            assertThat(approval.by()).isEqualTo("PERSON:ana");
            assertThat(approval.revision()).isEqualTo(1);
            assertThat(approval.contentHash())
                    .isEqualTo(suggestions.get(suggestion).contentHash());
            assertThat(approval.entry())
                    .isEqualTo(suggestions.get(suggestion).lastEntry().toString());
        });
        assertThat(desk.logged(suggestion)).endsWith("REVIEW_OPENED", "REVIEW_DECISION", "APPROVAL");
    }

    @Test
    void rejectionNeedsACodeAndAText() {
        ReviewId review = desk.open(Desk.unmeasurable());

        assertThatThrownBy(() -> reviews.decide(review, desk.decision("ana", review, Decision.REJECT, null, "  ")))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/code", "/reason"));
        assertThat(reviews.get(review).isOpen()).isTrue();
    }

    @Test
    void rejectionEndsTheSuggestion() {
        ReviewId review = desk.open(Desk.unmeasurable());
        SuggestionId suggestion = reviews.get(review).suggestion();

        reviews.decide(review, desk.rejection("ana", review));

        assertThat(suggestions.get(suggestion).state()).isEqualTo(SuggestionState.REJECTED);
        assertThat(suggestions.get(suggestion).history().getLast().reason()).isEqualTo("“Only 3 left” is not shown.");
        assertThat(reviews.approvals(suggestion)).isEmpty();
        assertThat(desk.logged(suggestion)).endsWith("REVIEW_OPENED", "REVIEW_DECISION");
    }

    @Test
    void keepsWhatPeopleWriteOutOfTheLog() {
        ReviewId review = desk.open(Desk.unmeasurable());
        SuggestionId suggestion = reviews.get(review).suggestion();

        reviews.decide(review, desk.rejection("ana", review));

        assertThat(desk.leaves(suggestion)).noneMatch(leaf -> leaf.contains("Only 3 left"));
        assertThat(desk.leaves(suggestion))
                .noneMatch(leaf -> leaf.contains(suggestions.get(suggestion).contentHash()));
    }

    @Test
    void requestedChangesWaitForARevisionWhichIsReviewedAnew() {
        ReviewId review = desk.open(Desk.unmeasurable().externalId("copy-1"));
        SuggestionId suggestion = reviews.get(review).suggestion();

        reviews.decide(
                review, desk.decision("ana", review, Decision.REQUEST_CHANGES, ReasonCode.TONE_OR_WORDING, "Shorter."));
        suggestions.revise(
                Actor.client(Desk.SHOP),
                suggestion,
                Desk.unmeasurable()
                        .externalId("copy-1")
                        .with("/content/message/subject", "Winter roast is back")
                        .document());
        screenings.screen(suggestion);
        ReviewId again = reviewDesk.open(suggestion, desk.nextTaskKey());

        assertThat(again).isNotEqualTo(review);
        assertThat(reviews.get(again).revision()).isEqualTo(2);
        assertThat(reviews.get(again).words()).isEmpty();
    }

    @Test
    void aFailedBiasCheckNeedsTwoPeopleAndTheirReasons() {
        ReviewId review = desk.open(Desk.unfair());
        SuggestionId suggestion = reviews.get(review).suggestion();

        assertThatThrownBy(() -> reviews.decide(review, desk.approval("ana", review)))
                .isInstanceOf(Refusal.Invalid.class);
        ReviewView once =
                reviews.decide(review, desk.approval("ana", review, "The wine may not be sent to them by law."));
        assertThat(once.isOpen()).isTrue();
        assertThat(once.approvalsMissing()).isEqualTo(1);
        assertThat(suggestions.get(suggestion).state()).isEqualTo(SuggestionState.IN_REVIEW);

        assertThatThrownBy(() -> reviews.decide(review, desk.approval("ana", review, "Once more.")))
                .isInstanceOfSatisfying(
                        Refusal.NotAllowed.class,
                        refusal -> assertThat(refusal.type()).isEqualTo("second-pair-of-eyes"));

        reviews.decide(review, desk.approval("ben", review, "I read the law, Ana is right."));
        assertThat(suggestions.get(suggestion).state()).isEqualTo(SuggestionState.APPROVED);
        assertThat(reviews.approvals(suggestion)).extracting(Approval::by).containsExactly("PERSON:ana", "PERSON:ben");
    }

    @Test
    void oneNoIsEnoughWhereTwoMustApprove() {
        ReviewId review = desk.open(Desk.unfair());

        reviews.decide(review, desk.approval("ana", review, "There is a good reason."));
        ReviewView decided = reviews.decide(review, desk.rejection("ben", review));

        assertThat(decided.outcome()).isEqualTo(ReviewOutcome.REJECTED);
    }

    @Test
    void refusesADecisionOnAStalePageAndNamesWhoWasFaster() {
        ReviewId review = desk.open(Desk.unmeasurable());
        NewDecision late = desk.approval("ben", review);

        reviews.decide(review, desk.rejection("ana", review));

        assertThatThrownBy(() -> reviews.decide(review, late))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("is REJECTED by the decision REJECT of ana");
    }

    @Test
    void refusesASecondApprovalThatHasNotSeenTheFirst() {
        ReviewId review = desk.open(Desk.unfair());
        NewDecision unaware = desk.approval("ben", review, "Fine.");

        reviews.decide(review, desk.approval("ana", review, "There is a good reason."));

        assertThatThrownBy(() -> reviews.decide(review, unaware))
                .isInstanceOfSatisfying(
                        Refusal.Conflict.class,
                        refusal -> assertThat(refusal.type()).isEqualTo("stale-review"));
    }

    @RepeatedTest(5)
    void ofTwoPeopleAtOnceExactlyOneDecides() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable());
        SuggestionId suggestion = reviews.get(review).suggestion();
        NewDecision yes = desk.approval("ana", review);
        NewDecision no = desk.rejection("ben", review);

        List<Object> results = atOnce(() -> reviews.decide(review, yes), () -> reviews.decide(review, no));

        assertThat(results).filteredOn(ReviewView.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Refusal.Conflict.class::isInstance).hasSize(1);
        assertThat(reviews.get(review).words()).hasSize(1);
        assertThat(desk.logged(suggestion)).containsOnlyOnce("REVIEW_DECISION");
    }

    @RepeatedTest(5)
    void aWithdrawalDuringADecisionNeverDeadlocks() throws Exception {
        ReviewId review = desk.open(Desk.unmeasurable());
        SuggestionId suggestion = reviews.get(review).suggestion();
        NewDecision yes = desk.approval("ana", review);

        List<Object> results = atOnce(() -> reviews.decide(review, yes), () -> {
            endings.withdraw(Actor.client(Desk.SHOP), suggestion, "Sold out.");
            return "withdrawn";
        });

        assertThat(results).contains("withdrawn");
        assertThat(results).allMatch(result -> !(result instanceof Exception) || result instanceof Refusal.Conflict);
        assertThat(suggestions.get(suggestion).state()).isEqualTo(SuggestionState.WITHDRAWN);
        assertThat(reviews.get(review).isOpen()).isFalse();
    }

    @Test
    void whoWroteARevisionCannotDecideOnIt() {
        SuggestionId suggestion = desk.screen(Desk.unmeasurable().externalId("copy-2"));
        suggestions.revise(
                Actor.person("ana"),
                suggestion,
                Desk.unmeasurable()
                        .externalId("copy-2")
                        .with("/content/message/subject", "Ana wrote this")
                        .document());
        screenings.screen(suggestion);
        ReviewId review = reviewDesk.open(suggestion, desk.nextTaskKey());

        assertThatThrownBy(() -> reviews.decide(review, desk.approval("ana", review)))
                .isInstanceOfSatisfying(
                        Refusal.NotAllowed.class,
                        refusal -> assertThat(refusal.type()).isEqualTo("author-cannot-decide"));
        assertThat(reviews.decide(review, desk.approval("ben", review)).outcome())
                .isEqualTo(ReviewOutcome.APPROVED);
    }

    @Test
    void onlyPeopleDecide() {
        assertThatThrownBy(() -> new NewDecision(Actor.client(Desk.SHOP), 0, Decision.APPROVE, null, null))
                .isInstanceOf(Refusal.NotAllowed.class);
    }

    /** What each returned, or the exception it threw, all started at the same moment. */
    private static List<Object> atOnce(Callable<?>... actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.length);
        try (ExecutorService threads = Executors.newFixedThreadPool(actions.length)) {
            List<Future<Object>> futures = Arrays.stream(actions)
                    .map(action -> threads.<Object>submit(() -> {
                        start.await(10, TimeUnit.SECONDS);
                        try {
                            return action.call();
                        } catch (Exception e) {
                            return e;
                        }
                    }))
                    .toList();
            List<Object> results = new ArrayList<>();
            for (Future<Object> future : futures) {
                results.add(future.get(30, TimeUnit.SECONDS));
            }
            return results;
        }
    }
}
