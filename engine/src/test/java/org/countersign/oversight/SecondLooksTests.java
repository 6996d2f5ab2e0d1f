package org.countersign.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.review.ApprovalRights;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewGroupView;
import org.countersign.review.ReviewGroups;
import org.countersign.review.ReviewId;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.BatchDesk;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Every decision is drawn here, so that none depends on the lot. */
@EngineTest
@TestPropertySource(properties = "countersign.oversight.second-look-rate=1")
class SecondLooksTests {

    private static final Actor LEAD = Actor.person("lead1");

    /** Of this test alone, so that no other's looks are taken. */
    private final String ana = "ana-" + UUID.randomUUID();

    private final String berta = "berta-" + UUID.randomUUID();

    @Autowired
    private Desk desk;

    @Autowired
    private Reviews reviews;

    @Autowired
    private BatchDesk batches;

    @Autowired
    private ReviewGroups groups;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private SecondLooks looks;

    @Autowired
    private Reviewers reviewers;

    @Autowired
    private ApprovalRights rights;

    @Test
    void whoDecidedDoesNotLookAgainAndWhoLooksDoesNotKnow() {
        ReviewId review = desk.open(Desk.unmeasurable());
        decide(review, ana, Decision.APPROVE);
        SuggestionId suggestion = reviews.get(review).suggestion();

        assertThat(looks.next(ana).map(LookView::suggestion)).isNotEqualTo(Optional.of(suggestion));
        assertThat(looks.next(berta)).isPresent();
        LookView look = looks.next(berta).orElseThrow();
        assertThat(look.blind()).isNull();

        assertThatThrownBy(() -> looks.answer(look.id(), berta, Decision.APPROVE))
                .isInstanceOf(Refusal.Conflict.class);
        assertThatThrownBy(() -> looks.answerBlind(look.id(), ana, Decision.APPROVE))
                .isInstanceOf(Refusal.NotFound.class);
        looks.answerBlind(look.id(), berta, Decision.REJECT);
        looks.answerBlind(look.id(), berta, Decision.APPROVE);
        assertThat(looks.next(berta).orElseThrow().blind()).isEqualTo(Decision.REJECT);
        looks.answer(look.id(), berta, Decision.APPROVE);

        assertThat(reviewers.agreement()).isNotEmpty();
    }

    @Test
    void countsDecisionsInTheTransactionThatTakesThem() {
        for (int i = 0; i < 12; i++) {
            decide(desk.open(Desk.unmeasurable()), ana, i % 4 == 0 ? Decision.REJECT : Decision.APPROVE);
        }

        ReviewerStatistics own = statistics(ana);

        assertThat(own.decisions()).isEqualTo(12);
        assertThat(own.leniency()).isNotNull();
        assertThat(own.leniency().approvals().favoured()).isEqualTo(9);
        assertThat(own.leniency().outside()).isFalse();
        assertThat(own.habits()).isNotNull();
        assertThat(own.habits().longestRun()).isEqualTo(3);
        assertThat(own.habits().repeats().eligible()).isEqualTo(11);
    }

    /** One click is one decision, though it moves forty suggestions; of its sample the lot draws second looks. */
    @Test
    void aDecisionOnAGroupCountsOnceAndIsLookedAtAgain() {
        BatchId batch = batches.admit(BatchDesk.same(40, Desk.unmeasurable().model("model-" + ana, "1")));
        groups.open(batch);
        ReviewGroupView group = batches.only(batch);

        groups.decide(
                group.id(),
                new NewDecision(Actor.person(ana), group.version(), Decision.REJECT, ReasonCode.OTHER, "Seen."));

        assertThat(statistics(ana).decisions()).isOne();
        assertThat(sql.sql("select count(*) from second_look where first_by = :ana")
                        .param("ana", ana)
                        .query(Integer.class)
                        .single())
                .isEqualTo(group.sample().size());
    }

    @Test
    void twoTabsShowTheSameLook() throws Exception {
        for (int i = 0; i < 8; i++) {
            decide(desk.open(Desk.unmeasurable()), ana, Decision.APPROVE);
        }
        try (ExecutorService tabs = Executors.newFixedThreadPool(4)) {
            List<Future<Optional<LookView>>> shown = tabs.invokeAll(Collections.nCopies(4, () -> looks.next(berta)));

            Set<UUID> ids = new HashSet<>();
            for (Future<Optional<LookView>> each : shown) {
                ids.add(each.get().orElseThrow().id());
            }
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void tooManyWrongAnswersSuspendTheRightToApproveAndRightOnesGiveItBack() {
        for (int task = 0; task < 40; task++) {
            looks.setGold(LEAD, desk.screen(Desk.unmeasurable()), Decision.REJECT, "The claim is not proven.");
        }

        answerTasks(20, 10);

        assertThat(rights.of(ana)).isPresent();
        ReviewId review = desk.open(Desk.unmeasurable());
        assertThatThrownBy(() -> decide(review, ana, Decision.APPROVE))
                .isInstanceOf(Refusal.NotAllowed.class)
                .hasMessageContaining("suspended");
        decide(review, ana, Decision.REJECT);

        rights.restore(LEAD, ana, "Went through the tasks together.");
        assertThat(rights.of(ana)).isEmpty();
    }

    @Test
    void nobodyGivesBackTheirOwnRight() {
        rights.suspend(LEAD, ana, "Too fast.");

        assertThatThrownBy(() -> rights.restore(Actor.person(ana), ana, "I am fine."))
                .isInstanceOf(Refusal.NotAllowed.class);
        assertThatThrownBy(() -> rights.restore(LEAD, ana, " ")).isInstanceOf(Refusal.Invalid.class);
        assertThat(rights.of(ana)).isPresent();
    }

    private ReviewerStatistics statistics(String person) {
        return reviewers.statistics(LocalDate.of(2000, 1, 1), LocalDate.of(2100, 1, 1)).stream()
                .filter(each -> each.person().equals(person))
                .findFirst()
                .orElseThrow();
    }

    private void answerTasks(int tasks, int right) {
        int answered = 0;
        while (reviewersGold() < tasks) {
            LookView look = looks.next(ana).orElseThrow();
            looks.answerBlind(look.id(), ana, Decision.REJECT);
            long before = reviewersGold();
            looks.answer(look.id(), ana, answered < right ? Decision.REJECT : Decision.APPROVE);
            answered += reviewersGold() > before ? 1 : 0;
        }
    }

    private long reviewersGold() {
        return results.of(ana).right().eligible() > 0
                ? Math.round(results.of(ana).right().eligible())
                : 0;
    }

    @Autowired
    private GoldResults results;

    private void decide(ReviewId id, String person, Decision decision) {
        reviews.decide(
                id,
                new NewDecision(Actor.person(person), reviews.get(id).version(), decision, ReasonCode.OTHER, "Seen."));
    }

    @Test
    void aKnownAnswerIsYesOrNoAndHasAReason() {
        SuggestionId suggestion = desk.screen(Desk.unmeasurable());

        assertThatThrownBy(() -> looks.setGold(LEAD, suggestion, Decision.REQUEST_CHANGES, "Why not."))
                .isInstanceOf(Refusal.Invalid.class);
        assertThatThrownBy(() -> looks.setGold(LEAD, suggestion, Decision.APPROVE, ""))
                .isInstanceOf(Refusal.Invalid.class);
    }
}
