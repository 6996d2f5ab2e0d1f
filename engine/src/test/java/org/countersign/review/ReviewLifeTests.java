package org.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.allocation.SlotBook;
import org.countersign.allocation.Slots;
import org.countersign.policy.DrlReader;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.ReferenceLists;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Groups, rounds of rework and deadlines: a review from its opening to whatever ends it. */
@EngineTest
@Import(ReviewLifeTests.TwoRules.class)
class ReviewLifeTests {

    private static final Reviewer ANA = Reviewer.named("ana");
    private static final Reviewer LEA = new Reviewer("lea", Set.of("legal"));
    private static final Reviewer OTTO = new Reviewer("otto", Set.of("officers"));

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewDesk reviewDesk;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Slots slots;

    @Autowired
    private Desk desk;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void onlyTheGroupThatAPolicyNamesDecides() {
        ReviewId review = desk.open(forLegal());

        assertThat(queued(ANA)).doesNotContain(review);
        assertThat(queued(LEA)).contains(review);
        assertThatThrownBy(() -> approve(review, ANA))
                .isInstanceOf(Refusal.NotAllowed.class)
                .hasMessageContaining("waits for legal")
                .hasMessageContaining("ana is of reviewers");

        approve(review, LEA);

        assertThat(state(review)).isEqualTo(SuggestionState.APPROVED);
        assertThat(reviews.get(review).words())
                .singleElement()
                .satisfies(word -> assertThat(word.seat()).isEqualTo("legal"));
    }

    @Test
    void aGroupAndASecondPairOfEyesAreTwoPeople() {
        ReviewId review = desk.open(forLegal().with("/score", 0.05));
        assertThat(reviews.get(review).approvalsNeeded()).isEqualTo(2);

        approve(review, ANA);

        assertThat(reviews.get(review).waitsFor()).containsExactly("legal");
        assertThat(queued(Reviewer.named("ben"))).doesNotContain(review);
        approve(review, LEA);
        assertThat(state(review)).isEqualTo(SuggestionState.APPROVED);
    }

    @Test
    void whatIsEscalatedMayBeDecidedByTheOtherGroupToo() {
        ReviewId review = desk.open(forLegal());
        SuggestionId suggestion = reviews.get(review).suggestion();
        assertThat(queued(OTTO)).doesNotContain(review);

        reviewDesk.warn(suggestion);
        reviewDesk.escalate(suggestion);
        reviewDesk.escalate(suggestion);

        assertThat(queued(OTTO)).contains(review);
        assertThat(queued(LEA)).contains(review);
        assertThat(entries(suggestion)).containsOnlyOnce("REVIEW_ESCALATED");
        approve(review, OTTO);
        assertThat(state(review)).isEqualTo(SuggestionState.APPROVED);
    }

    @Test
    void nobodyIsAskedForMoreThanNeedBeByChasingAClosedReview() {
        ReviewId review = desk.open(forLegal());
        approve(review, LEA);

        reviewDesk.warn(reviews.get(review).suggestion());
        reviewDesk.escalate(reviews.get(review).suggestion());

        assertThat(reviews.get(review).warnedAt()).isNull();
        assertThat(reviews.get(review).escalatedAt()).isNull();
    }

    @Test
    void theSuggestionEndsWithAReviewThatNobodyFinished() {
        ReviewId review = desk.open(forLegal());
        ReviewId inTime = desk.open(forLegal());
        jdbc.sql("update review set warn_at = opened_at, escalate_at = opened_at, due_at = opened_at where id = ?")
                .param(review.value())
                .update();

        reviewDesk.expireDue(1000);

        assertThat(state(review)).isEqualTo(SuggestionState.EXPIRED);
        assertThat(reviews.get(review).outcome()).isEqualTo(ReviewOutcome.CLOSED);
        assertThat(suggestions
                        .get(reviews.get(review).suggestion())
                        .history()
                        .getLast()
                        .reason())
                .isEqualTo("Nobody decided on it in time.");
        assertThat(state(inTime)).isEqualTo(SuggestionState.IN_REVIEW);
    }

    @Test
    void changesAreRequestedPlaceByPlace() {
        ReviewId review = desk.open(forLegal());

        decide(
                review,
                LEA,
                Decision.REQUEST_CHANGES,
                null,
                List.of(new RequestedChange(
                        "/content/message/body", ReasonCode.CLAIM_NOT_PROVEN, "Leave out “best”.")));

        assertThat(state(review)).isEqualTo(SuggestionState.CHANGES_REQUESTED);
        assertThat(reviews.get(review).words().getFirst().changes())
                .singleElement()
                .satisfies(change -> assertThat(change.pointer()).isEqualTo("/content/message/body"));
    }

    @Test
    void aChangeWithoutWordsIsRefusedWithItsPlace() {
        ReviewId review = desk.open(forLegal());

        assertThatThrownBy(() -> decide(
                        review,
                        LEA,
                        Decision.REQUEST_CHANGES,
                        null,
                        List.of(new RequestedChange(null, ReasonCode.OTHER, " "))))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(FieldError::pointer)
                                .containsExactly("/changes/0"));
    }

    @Test
    void afterThreeRoundsSomebodySaysYesOrNo() {
        Proposals proposal = forLegal();
        SuggestionId id = desk.receive(proposal);
        for (int round = 1; round <= 3; round++) {
            ReviewId review = desk.openAgain(id);
            assertThat(reviews.roundsLeft(suggestions.get(id))).isEqualTo(4 - round);
            decide(review, LEA, Decision.REQUEST_CHANGES, "Not yet.", List.of());
            suggestions.revise(
                    Actor.client(Desk.SHOP),
                    id,
                    proposal.with("/content/message/subject", "Round " + round).document());
        }

        ReviewId last = desk.openAgain(id);

        assertThat(reviews.roundsLeft(suggestions.get(id))).isZero();
        assertThatThrownBy(() -> decide(last, LEA, Decision.REQUEST_CHANGES, "Once more.", List.of()))
                .isInstanceOf(Refusal.NotAllowed.class)
                .hasMessageContaining("requested 3 times");
        decide(last, LEA, Decision.REJECT, "It does not get better.", List.of());
        assertThat(state(last)).isEqualTo(SuggestionState.REJECTED);
    }

    @Test
    void whatWasReworkedComesBackToAPersonThoughNoRuleMindsItAnyMore() {
        Proposals proposal = forLegal();
        SuggestionId id = desk.receive(proposal);
        decide(desk.openAgain(id), LEA, Decision.REQUEST_CHANGES, "Say it differently.", List.of());

        suggestions.revise(
                Actor.client(Desk.SHOP),
                id,
                proposal.with("/audience/size", 3_000).document());
        ReviewId second = desk.openAgain(id);

        assertThat(queued(ANA)).contains(second);
        assertThat(reviews.get(second).concern()).isEqualTo(Concern.REWORK);
    }

    @Test
    void whatWantsASlotIsDueInTimeForTheFirstThatCanStillBeMet() {
        Instant soon = Instant.now().plus(Duration.ofDays(6)).truncatedTo(ChronoUnit.SECONDS);
        Instant later = soon.plus(Duration.ofDays(1));
        slots.replace(Actor.client("planner"), new SlotBook(List.of(slot("s1", soon), slot("s2", later)), List.of()));
        Proposals proposal = forLegal()
                .with("/channels", List.of("KIOSK"))
                .with("/placement", Map.of("minPlacements", 0, "maxPlacements", 1, "load", 1))
                .valid(Instant.now().minusSeconds(60), later.plus(Duration.ofDays(20)));
        SuggestionId id = desk.screen(proposal);

        Deadlines deadlines = reviewDesk.deadlines(id);

        assertThat(deadlines.escalateAt()).isBefore(soon);
        assertThat(deadlines.dueAt()).isBeforeOrEqualTo(later);
        slots.replace(Actor.client("planner"), new SlotBook(List.of(), List.of()));
        assertThat(reviewDesk.deadlines(id).dueAt()).isAfterOrEqualTo(deadlines.dueAt());
    }

    private static SlotBook.Slot slot(String id, Instant start) {
        return new SlotBook.Slot(id, "KIOSK", start, start.plusSeconds(3600), null, BigDecimal.TEN);
    }

    /** Fair and small: nothing but the rules asks for anybody. */
    static Proposals forLegal() {
        List<Map<String, Object>> groups = List.of(
                Map.of("group", "19-24", "eligible", 4_000, "favoured", 2_000),
                Map.of("group", "35-44", "eligible", 4_000, "favoured", 2_000));
        return Proposals.copy()
                .with("/audience/size", 1_240)
                .with("/audience/composition", List.of(Map.of("attribute", "age", "groups", groups)))
                .with("/score", 0.9);
    }

    private List<ReviewId> queued(Reviewer person) {
        return reviews.queue(person, QueueFilter.ALL, null, 200).items().stream()
                .map(task -> task.review().id())
                .toList();
    }

    private void approve(ReviewId review, Reviewer person) {
        decide(review, person, Decision.APPROVE, "It is fine.", List.of());
    }

    private void decide(
            ReviewId review,
            Reviewer person,
            Decision decision,
            @Nullable String reason,
            List<RequestedChange> changes) {
        reviews.decide(
                review,
                new NewDecision(
                        Actor.person(person.name()),
                        person.groups(),
                        reviews.get(review).version(),
                        decision,
                        decision == Decision.APPROVE ? null : ReasonCode.TONE_OR_WORDING,
                        reason,
                        changes));
    }

    private SuggestionState state(ReviewId review) {
        return suggestions.get(reviews.get(review).suggestion()).state();
    }

    private List<String> entries(SuggestionId suggestion) {
        return jdbc.sql("select type from audit_written where subject = :subject order by log_index, written")
                .param("subject", suggestion.subject())
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }

    @TestConfiguration
    static class TwoRules {

        @Bean
        @Primary
        PolicySource twoRules() {
            return new PolicySource() {
                @Override
                public List<PolicyRule> rules() {
                    return DrlReader.read("test.drl", """
                            package policies.test

                            rule "Lawyers look at what few will see"
                                @id("TST-01")
                                @source("ethics")
                                @unknown("SKIP")
                                @group("legal")
                                @message("Few will see it.")
                            when
                                $v : Verdict()
                                Facts( suggestion.audienceSize < 2000, suggestion.kind == "CAMPAIGN_COPY" )
                            then
                                $v.review("TST-01");
                            end

                            rule "Two people look at what its model doubts"
                                @id("TST-02")
                                @source("ethics")
                                @unknown("SKIP")
                                @approvals("2")
                                @message("Its score is {suggestion.score}.")
                            when
                                $v : Verdict()
                                Facts( suggestion.score < 0.1 )
                            then
                                $v.review("TST-02");
                            end
                            """, ReferenceLists.none());
                }
            };
        }
    }
}
