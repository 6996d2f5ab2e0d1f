package org.countersign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.consent.Consents;
import org.countersign.policy.Policies;
import org.countersign.review.Approval;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReviewDesk;
import org.countersign.review.ReviewId;
import org.countersign.review.ReviewOutcome;
import org.countersign.review.Reviews;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.RegateCause;
import org.countersign.suggestion.Regating;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionReceived;
import org.countersign.suggestion.SuggestionRegated;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** What happens to an approval when something it rests on changes, at every place a suggestion may have got to. */
@EngineTest
@RecordApplicationEvents
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class RegatingTests {

    private static final Actor POLICIES = Actor.system("policies");

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Regating regating;

    @Autowired
    private Endings endings;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Policies policies;

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewDesk reviewDesk;

    @Autowired
    private Publications publications;

    @Autowired
    private Consents consents;

    @Autowired
    private AuditEntries log;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ApplicationEvents events;

    @Autowired
    private Desk desk;

    @Test
    void anAutomaticApprovalFallsAndIsGivenAnewByTheNextScreening() {
        SuggestionId id = desk.screen(clear());
        Approval before = reviews.approvals(id).getFirst();

        assertThat(regate(id)).isTrue();

        assertThat(state(id)).isEqualTo(SuggestionState.RECEIVED);
        assertThat(reviews.approvals(id)).isEmpty();
        screenings.screen(id);
        assertThat(state(id)).isEqualTo(SuggestionState.APPROVED);
        assertThat(reviews.approvals(id))
                .singleElement()
                .satisfies(after -> assertThat(after.record()).isNotEqualTo(before.record()));
    }

    @Test
    void aPersonsApprovalFallsAndDoesNotCountAgain() {
        ReviewId review = desk.open(Desk.unmeasurable());
        SuggestionId id = reviews.get(review).suggestion();
        approve(review);

        regate(id);
        screenings.screen(id);
        ReviewId second = reviewDesk.open(id, desk.nextTaskKey());

        assertThat(second).isNotEqualTo(review);
        assertThat(reviews.approvals(id)).isEmpty();
        approve(second);
        assertThat(reviews.approvals(id)).hasSize(1);
        assertThat(jdbc.sql("select fell_because from approval where suggestion = ? order by seq")
                        .param(id.value())
                        .query((row, number) -> String.valueOf(row.getString(1)))
                        .list())
                .containsExactly("POLICY_CHANGED", "null");
    }

    @Test
    void publishedContentIsTakenBackWithItsCauseAndANewProcessIsAskedFor() {
        SuggestionId id = desk.screen(clear());
        publications.publish(id);

        regate(id);

        assertThat(entry(id, EntryType.WITHDRAWN).leaf()).contains("POLICY_CHANGED");
        assertThat(entry(id, EntryType.REGATED).leaf()).contains("PUBLISHED").doesNotContain("The rules changed");
        assertThat(suggestions.get(id).generation()).isEqualTo(2);
        assertThat(events.stream(SuggestionReceived.class))
                .filteredOn(event -> event.id().equals(id) && event.generation() == 2)
                .hasSize(1);
    }

    @Test
    void publishedContentThatNewPoliciesApproveJustSoStaysPublished() {
        SuggestionId id = desk.screen(clear());
        publications.publish(id);
        Approval before = reviews.approvals(id).getFirst();

        assertThat(screenings.confirmAll(List.of(id), policies.active().version()))
                .containsExactly(id);

        assertThat(state(id)).isEqualTo(SuggestionState.PUBLISHED);
        assertThat(log.about(id.subject()))
                .extracting(LogEntry::type)
                .doesNotContain(EntryType.WITHDRAWN, EntryType.REGATED)
                .containsOnlyOnce(EntryType.PUBLISHED);
        assertThat(reviews.approvals(id))
                .singleElement()
                .satisfies(after -> assertThat(after.record()).isNotEqualTo(before.record()));
    }

    @Test
    void whatPeopleApprovedIsNeverConfirmedWithoutThem() {
        ReviewId review = desk.open(Desk.unmeasurable());
        SuggestionId id = reviews.get(review).suggestion();
        approve(review);

        assertThat(screenings.confirmAll(List.of(id), policies.active().version()))
                .isEmpty();
    }

    @Test
    void aRevisionThatIsGatedAgainIsCountedOnce() {
        SuggestionId id = desk.screen(clear());
        publications.publish(id);
        assertThat(steps(id)).containsExactly("MODEL", "POLICY", "PUBLICATION");

        screenings.confirmAll(List.of(id), policies.active().version());
        regate(id);
        screenings.screen(id);
        publications.publish(id);

        assertThat(steps(id)).containsExactly("MODEL", "POLICY", "PUBLICATION");
    }

    /** What monitoring has noted and not counted yet; its timer is off in tests. */
    private List<String> steps(SuggestionId id) {
        return jdbc.sql("select stage from stage_step where suggestion = ? order by id")
                .param(id.value())
                .query((row, number) -> String.valueOf(row.getString(1)))
                .list();
    }

    @Test
    void anOpenReviewIsClosedAndTheRunningProcessSentBack() {
        ReviewId review = desk.open(Desk.unmeasurable());
        SuggestionId id = reviews.get(review).suggestion();

        regate(id);

        assertThat(reviews.get(review).outcome()).isEqualTo(ReviewOutcome.CLOSED);
        assertThat(events.stream(SuggestionRegated.class))
                .filteredOn(event -> event.id().equals(id))
                .singleElement()
                .satisfies(event -> assertThat(event.processRunning()).isTrue());
    }

    @Test
    void whatRestsOnNoVerdictIsLeftAlone() {
        SuggestionId received = desk.receive(clear());
        SuggestionId withdrawn = desk.screen(clear());
        endings.withdraw(Actor.client(Desk.SHOP), withdrawn, "Wrong price.");

        assertThat(regate(received)).isFalse();
        assertThat(regate(withdrawn)).isFalse();
        assertThat(state(withdrawn)).isEqualTo(SuggestionState.WITHDRAWN);
    }

    @Test
    void aChangeOfConsentSendsBackWhatTheCustomerWasToGet() {
        String customer = "customer-" + System.nanoTime();
        record(customer, ConsentStatus.GRANTED, 2);
        SuggestionId id = desk.screen(Proposals.cartRecovery().subject(customer));

        record(customer, ConsentStatus.WITHDRAWN, 1);

        assertThat(suggestions.get(id).history().getLast()).satisfies(step -> {
            assertThat(step.state()).isEqualTo(SuggestionState.RECEIVED);
            assertThat(step.actor()).isEqualTo("SYSTEM:consent");
        });
        assertThat(entry(id, EntryType.REGATED).leaf()).contains("CONSENT_CHANGED");
        screenings.screen(id);
        assertThat(screenings.latest(id))
                .hasValueSatisfying(
                        verdict -> assertThat(verdict.facts()).containsEntry("consent.marketing", "WITHDRAWN"));
    }

    @Test
    void anApprovalEndsWithItsTimeAndNotBefore() {
        SuggestionId id = desk.screen(
                clear().valid(Instant.now().minusSeconds(60), Instant.now().plusSeconds(400L * 24 * 3600)));
        regating.regateOutlived(1000);
        assertThat(state(id)).isEqualTo(SuggestionState.APPROVED);
        assertThat(jdbc.sql(
                                "select approved_until - now() between '29 days' and '30 days' from suggestion where id = ?")
                        .param(id.value())
                        .query(Boolean.class)
                        .single())
                .as("a price is good for thirty days")
                .isTrue();

        jdbc.sql("update suggestion set approved_until = now() - interval '1 second' where id = ?")
                .param(id.value())
                .update();
        regating.regateOutlived(1000);

        assertThat(state(id)).isEqualTo(SuggestionState.RECEIVED);
        assertThat(entry(id, EntryType.REGATED).leaf()).contains("APPROVAL_EXPIRED");
    }

    private boolean regate(SuggestionId id) {
        return regating.regate(POLICIES, id, RegateCause.POLICY_CHANGED, "The rules changed.");
    }

    private SuggestionState state(SuggestionId id) {
        return suggestions.get(id).state();
    }

    private LogEntry entry(SuggestionId id, EntryType type) {
        return log.about(id.subject()).stream()
                .filter(each -> each.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private void approve(ReviewId review) {
        reviews.decide(
                review,
                new NewDecision(
                        Actor.person("ana"), reviews.get(review).version(), Decision.APPROVE, null, "It is fine."));
    }

    private void record(String customer, ConsentStatus status, int hoursAgo) {
        consents.record(
                Actor.client(Desk.SHOP),
                customer,
                List.of(new Consent(
                        "MARKETING", "ANY", status, Instant.now().minusSeconds(3600L * hoursAgo), "checkout", "v1")));
    }

    private static Proposals clear() {
        return Proposals.offer().without("/placement");
    }
}
