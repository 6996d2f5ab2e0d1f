package org.countersign.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Batches;
import org.countersign.suggestion.SuggestionState;
import org.countersign.testing.BatchDesk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is heard on a group of reviews, and until when. */
@EngineTest
@Import(ReviewLifeTests.TwoRules.class)
class ReviewGroupLifeTests {

    private static final Reviewer LEGAL = new Reviewer("lea", Set.of("legal"));
    private static final Reviewer OFFICER = new Reviewer("olga", Set.of("officers"));

    @Autowired
    private ReviewGroups groups;

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewDesk reviewDesk;

    @Autowired
    private Batches batches;

    @Autowired
    private BatchDesk desk;

    @Autowired
    private AuditEntries log;

    @Autowired
    private JdbcClient sql;

    @Test
    void hearsOnlyWhomTheRulesName() {
        ReviewGroupView group = desk.open(BatchDesk.same(3, ReviewLifeTests.forLegal()));
        desk.lookAtAll(group, "ana");
        desk.lookAtAll(group, "lea");

        assertThat(group.waitsFor()).containsExactly("legal");
        assertThat(groups.queue(Reviewer.named("ana"), null, 200).items()).noneMatch(isSame(group));
        assertThatThrownBy(() -> groups.decide(group.id(), approve(Reviewer.named("ana"), group)))
                .isInstanceOf(Refusal.NotAllowed.class)
                .hasMessageContaining("waits for legal; ana is of reviewers");
        assertThatThrownBy(() -> groups.decide(group.id(), reject(Reviewer.named("ana"), group)))
                .isInstanceOf(Refusal.NotAllowed.class);

        assertThat(groups.queue(LEGAL, null, 200).items()).anyMatch(isSame(group));
        groups.decide(group.id(), approve(LEGAL, group));
        assertThat(groups.settle(group.id()).onTheirOwn())
                .hasSize(3)
                .allSatisfy(member -> assertThat(reviews.of(member))
                        .singleElement()
                        .satisfies(review -> {
                            assertThat(review.outcome()).isEqualTo(ReviewOutcome.APPROVED);
                            assertThat(review.words().getFirst().seat()).isEqualTo("legal");
                        }));
    }

    @Test
    void asksOfficersTooWhereNobodyFinishesIt() {
        ReviewGroupView group = desk.open(BatchDesk.same(3, ReviewLifeTests.forLegal()));

        groups.warn(group.id());
        groups.warn(group.id());
        groups.escalate(group.id());
        groups.escalate(group.id());

        ReviewGroupView late = groups.get(group.id());
        assertThat(late.warnedAt()).isNotNull();
        assertThat(late.escalatedAt()).isNotNull();
        assertThat(late.waitsFor()).containsExactly("legal", "officers");
        assertThat(log.about("group:" + group.id()))
                .extracting(LogEntry::type)
                .containsExactly(EntryType.REVIEW_OPENED, EntryType.REVIEW_ESCALATED);
        desk.lookAtAll(group, "olga");
        groups.decide(group.id(), approve(OFFICER, late));
        assertThat(groups.settle(group.id()).onTheirOwn()).hasSize(3);
    }

    @Test
    void isDueWithTheMemberThatIsInTheGreatestHurry() {
        Instant soon = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        List<Proposals> proposals = BatchDesk.same(3, ReviewLifeTests.forLegal());
        proposals.add(ReviewLifeTests.forLegal().with("/validUntil", soon.toString()));

        ReviewGroupView group = desk.open(proposals);

        assertThat(group.deadlines().dueAt()).isEqualTo(soon);
    }

    @Test
    void isOverWithItsTime() {
        ReviewGroupView group = desk.open(BatchDesk.same(3, ReviewLifeTests.forLegal()));
        reviewDesk.expireDue(500);
        assertThat(batches.chunk(group.batch(), 1).values()).containsOnly(SuggestionState.IN_REVIEW);
        sql.sql("update review_group set warn_at = opened_at, escalate_at = opened_at, due_at = opened_at where id = ?")
                .param(group.id().value())
                .update();

        assertThat(reviewDesk.expireDue(500)).isGreaterThanOrEqualTo(3);

        assertThat(batches.chunk(group.batch(), 1).values()).containsOnly(SuggestionState.EXPIRED);
        assertThat(groups.get(group.id()).outcome()).isEqualTo(ReviewOutcome.CLOSED);
    }

    private static Predicate<ReviewGroupView> isSame(ReviewGroupView group) {
        return each -> each.id().equals(group.id());
    }

    private static NewDecision approve(Reviewer person, ReviewGroupView group) {
        return said(person, group, Decision.APPROVE, null);
    }

    private static NewDecision reject(Reviewer person, ReviewGroupView group) {
        return said(person, group, Decision.REJECT, ReasonCode.OTHER);
    }

    private static NewDecision said(
            Reviewer person, ReviewGroupView group, Decision decision, @Nullable ReasonCode code) {
        return new NewDecision(
                Actor.person(person.name()),
                person.groups(),
                group.version(),
                decision,
                code,
                "It is so with all of them.",
                List.of());
    }
}
