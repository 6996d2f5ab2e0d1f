package org.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.consent.Consents;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@EngineTest
@RecordApplicationEvents
class ReviewsTests {

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewDesk reviewDesk;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Consents consents;

    @Autowired
    private ApplicationEvents events;

    @Autowired
    private Desk desk;

    @Test
    void opensOnceHoweverOftenTheTaskIsDelivered() {
        SuggestionId suggestion = desk.screen(Desk.unmeasurable());

        ReviewId first = reviewDesk.open(suggestion, 17);
        ReviewId second = reviewDesk.open(suggestion, 18);

        assertThat(second).isEqualTo(first);
        assertThat(reviews.of(suggestion)).hasSize(1);
        assertThat(suggestions.get(suggestion).state()).isEqualTo(SuggestionState.IN_REVIEW);
        assertThat(desk.logged(suggestion)).containsOnlyOnce("REVIEW_OPENED");
        reviews.decide(first, desk.approval("ana", first));
        assertThat(events.stream(ReviewDecided.class))
                .containsExactly(new ReviewDecided(first, suggestion, 18, ReviewOutcome.APPROVED));
    }

    @Test
    void refusesToOpenWhatHasNoVerdict() {
        SuggestionId suggestion = desk.receive(Desk.unmeasurable());

        assertThatThrownBy(() -> reviewDesk.open(suggestion, 17))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("has no verdict on revision 1");
    }

    @Test
    void theAutomaticApprovalStandsAmongTheOthers() {
        SuggestionId suggestion = desk.screen(clear());

        assertThat(reviews.approvals(suggestion)).extracting(Approval::by).containsExactly("SYSTEM:automatic");
    }

    @Test
    void aWithdrawnSuggestionLeavesTheQueue() {
        ReviewId review = desk.open(Desk.unmeasurable());
        SuggestionId suggestion = reviews.get(review).suggestion();

        endings.withdraw(Actor.client(Desk.SHOP), suggestion, "Sold out.");

        assertThat(reviews.get(review).outcome()).isEqualTo(ReviewOutcome.CLOSED);
        assertThat(queued("ana")).doesNotContain(review);
        assertThatThrownBy(() -> reviews.decide(review, desk.approval("ana", review)))
                .isInstanceOf(Refusal.Conflict.class);
        assertThat(events.stream(ReviewDecided.class)).isEmpty();
    }

    @Test
    void aRevisionVoidsApprovalsAndClosesTheReview() {
        ReviewId review = desk.open(Desk.unfair().externalId("copy-3"));
        SuggestionId suggestion = reviews.get(review).suggestion();
        reviews.decide(review, desk.approval("ana", review, "There is a good reason."));

        suggestions.revise(
                Actor.client(Desk.SHOP),
                suggestion,
                Desk.unfair()
                        .externalId("copy-3")
                        .with("/content/message/subject", "Another subject")
                        .document());

        assertThat(reviews.get(review).outcome()).isEqualTo(ReviewOutcome.CLOSED);
        assertThat(reviews.approvals(suggestion)).isEmpty();
    }

    @Test
    void theQueueShowsWhatStillWantsThisPersonsWord() {
        ReviewId unfair = desk.open(Desk.unfair());
        reviews.decide(unfair, desk.approval("ana", unfair, "There is a good reason."));

        assertThat(queued("ana")).doesNotContain(unfair);
        assertThat(queued("ben")).contains(unfair);
        assertThat(reviews.queue(Reviewer.named("ben"), new QueueFilter(null, Concern.BIAS_FAIL), null, 200)
                        .items())
                .extracting(task -> task.review().id())
                .contains(unfair);
        assertThat(reviews.queue(Reviewer.named("ben"), new QueueFilter(null, Concern.SAMPLE), null, 200)
                        .items())
                .extracting(task -> task.review().id())
                .doesNotContain(unfair);
    }

    @Test
    void theQueueIsReadPageByPageLongestWaitingFirst() {
        ReviewId first = desk.open(Desk.unmeasurable());
        ReviewId second = desk.open(Desk.unmeasurable());
        List<ReviewId> all = queued("cleo");

        var page = reviews.queue(Reviewer.named("cleo"), QueueFilter.ALL, null, all.size() - 1);

        assertThat(all).containsSubsequence(first, second);
        assertThat(page.items()).hasSize(all.size() - 1);
        assertThat(reviews.queue(Reviewer.named("cleo"), QueueFilter.ALL, page.next(), 200)
                        .items())
                .singleElement()
                .satisfies(task -> assertThat(task.review().id()).isEqualTo(second));
        assertThat(reviews.waitingFor(Reviewer.named("cleo"))).isEqualTo(all.size());
    }

    @Test
    void showsWhoIsLookingAndLocksNobodyOut() {
        ReviewId review = desk.open(Desk.unmeasurable());

        reviews.claim(review, "ana");
        ReviewView seenByBen = reviews.claim(review, "ben");

        assertThat(seenByBen.looking()).extracting(ReviewView.Look::person).containsExactly("ana", "ben");
        assertThat(reviews.decide(review, desk.approval("ben", review)).outcome())
                .isEqualTo(ReviewOutcome.APPROVED);
    }

    @Test
    void erasureTakesWhatPeopleWroteAboutTheCustomer() {
        consents.record(
                Actor.client(Desk.SHOP),
                "household-77",
                List.of(new Consent(
                        "MARKETING",
                        "ANY",
                        ConsentStatus.GRANTED,
                        Instant.parse("2026-10-01T00:00:00Z"),
                        "shop",
                        "1")));
        ReviewId review = desk.open(Proposals.cartRecovery().subject("household-77"));
        SuggestionId suggestion = reviews.get(review).suggestion();
        reviews.decide(review, desk.rejection("ana", review));

        consents.erase(Actor.client(Desk.SHOP), "household-77");

        assertThat(reviews.of(suggestion).getFirst().words())
                .singleElement()
                .satisfies(word -> assertThat(word.reason()).isNull());
    }

    private static Proposals clear() {
        return Proposals.offer();
    }

    private List<ReviewId> queued(String person) {
        return reviews.queue(Reviewer.named(person), QueueFilter.ALL, null, 200).items().stream()
                .map(task -> task.review().id())
                .toList();
    }
}
