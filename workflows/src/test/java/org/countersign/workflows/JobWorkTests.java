package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.countersign.operations.Instances;
import org.countersign.operations.ProcessInstance;
import org.countersign.review.ReviewDesk;
import org.countersign.review.Reviews;
import org.countersign.screening.Screenings;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What the workers answer, at whatever point of a suggestion's life they are called. */
@EngineTest
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class JobWorkTests {

    @Autowired
    private ScreenSuggestion screen;

    @Autowired
    private PublishSuggestion publish;

    @Autowired
    private WarnReviewers warn;

    @Autowired
    private EscalateReview escalate;

    @Autowired
    private Reviews reviews;

    @Autowired
    private ReviewDesk reviewDesk;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Instances instances;

    @Test
    void screensOnceAndAnswersTheSameAgain() {
        SuggestionId id = receive(clear());

        assertThat(screen(id, 1)).isEqualTo(route("CLEAR"));
        assertThat(screen(id, 1)).isEqualTo(route("CLEAR"));

        assertThat(state(id)).isEqualTo(SuggestionState.APPROVED);
        assertThat(instances.instancesOf(id.toString())).hasSize(1);
    }

    @Test
    void knowsAnInstanceThatIsNotTheFirst() {
        SuggestionId id = receive(clear());
        screen(id, 1);

        assertThat(screen(id, 2)).isEqualTo(new JobResult.Stray());
    }

    @Test
    void leavesToPeopleWhatAPolicyWantsReviewed() {
        SuggestionId id = receive(clear().with("/audience/size", 6_000));

        assertThat(screen(id, 1)).isInstanceOfSatisfying(JobResult.Done.class, done -> {
            assertThat(done.flag()).containsEntry("route", "REVIEW").containsKeys("warnAt", "escalateAt", "dueAt");
            assertThat(done.flag().values().stream().map(String::valueOf).toList())
                    .doesNotContain("null");
        });
    }

    @Test
    void chasesAReviewOnlyWhileItIsOpen() {
        SuggestionId id = receive(clear().with("/audience/size", 6_000));
        screen(id, 1);

        assertThat(warn.perform(job(warn, id, 1, false))).isEqualTo(JobResult.done());
        assertThat(escalate.perform(job(escalate, id, 1, false))).isEqualTo(JobResult.done());
        reviewDesk.open(id, 17);
        warn.perform(job(warn, id, 1, false));
        escalate.perform(job(escalate, id, 1, false));
        escalate.perform(job(escalate, id, 1, false));

        assertThat(reviews.of(id)).singleElement().satisfies(review -> {
            assertThat(review.warnedAt()).isNotNull();
            assertThat(review.waitsFor()).contains("officers");
        });
    }

    @Test
    void endsTheProcessOfWhatIsBlocked() {
        SuggestionId id = receive(clear().with("/content/price/offered", "99.00"));

        assertThat(screen(id, 1)).isEqualTo(route("BLOCK"));

        assertThat(instances.instancesOf(id.toString())).singleElement().matches(ProcessInstance::ended);
    }

    @Test
    void endsTheProcessOfWhatWasWithdrawnBeforeItsScreening() {
        SuggestionId id = receive(clear());
        withdraw(id);

        assertThat(screen(id, 1)).isEqualTo(route("ENDED"));
    }

    @Test
    void publishesOnceAndAnswersTheSameAgain() {
        SuggestionId id = receive(clear());
        screen(id, 1);

        assertThat(publish(id, false)).isEqualTo(published(true));
        assertThat(publish(id, false)).isEqualTo(published(true));

        assertThat(state(id)).isEqualTo(SuggestionState.PUBLISHED);
        assertThat(instances.instancesOf(id.toString())).singleElement().matches(ProcessInstance::ended);
    }

    @Test
    void hasNothingLeftToPublishOfWhatWasWithdrawn() {
        SuggestionId id = receive(clear());
        screen(id, 1);
        withdraw(id);

        assertThat(publish(id, false)).isEqualTo(published(true));

        assertThat(state(id)).isEqualTo(SuggestionState.WITHDRAWN);
    }

    @Test
    void waitsForAnotherSlotWhereThereIsNone() {
        SuggestionId id = receive(Proposals.offer().valid(lately(), later()));
        screen(id, 1);

        assertThat(publish(id, true)).isEqualTo(published(false));

        assertThat(state(id)).isEqualTo(SuggestionState.APPROVED);
    }

    @Test
    void refusesToPublishWhatWasRevisedUntilItIsScreenedAgain() {
        Proposals proposal = clear();
        SuggestionId id = receive(proposal);
        screen(id, 1);
        suggestions.revise(
                Actor.client("shop"), id, proposal.with("/score", 0.5).document());

        assertThatThrownBy(() -> publish(id, false)).isInstanceOf(Refusal.Conflict.class);

        assertThat(state(id)).isEqualTo(SuggestionState.RECEIVED);
    }

    @Test
    void screensManyAtOnceAndTellsStraysApart() {
        List<SuggestionId> ids =
                IntStream.range(0, 5).mapToObj(i -> receive(clear())).toList();
        screen(ids.getFirst(), 1);
        withdraw(ids.get(1));
        List<Job> jobs = ids.stream().map(id -> job(screen, id, 2, false)).toList();

        Map<Job, JobResult> results = screen.performAll(jobs);

        assertThat(results)
                .containsEntry(jobs.getFirst(), new JobResult.Stray())
                .containsEntry(jobs.get(1), route("ENDED"))
                .containsEntry(jobs.get(4), route("CLEAR"));
        assertThat(state(ids.get(4))).isEqualTo(SuggestionState.APPROVED);
    }

    @Test
    void publishesManyAtOnceOrNone() {
        List<SuggestionId> ids =
                IntStream.range(0, 3).mapToObj(i -> receive(clear())).toList();
        ids.forEach(id -> screen(id, 1));
        List<Job> jobs = ids.stream().map(id -> job(publish, id, 1, false)).toList();
        withdraw(ids.get(1));

        assertThatThrownBy(() -> publish.performAll(jobs)).isInstanceOf(Refusal.Conflict.class);
        assertThat(state(ids.getFirst())).isEqualTo(SuggestionState.APPROVED);

        assertThat(publish.performAll(List.of(jobs.getFirst(), jobs.get(2)))).containsValue(published(true));
        assertThat(state(ids.get(2))).isEqualTo(SuggestionState.PUBLISHED);
    }

    @Test
    void goesOnWithWhatABatchApproved() {
        SuggestionId id = receive(clear());
        screenings.screen(id);

        assertThat(screen(id, 1)).isEqualTo(route("CLEAR"));
    }

    private JobResult screen(SuggestionId id, long instance) {
        return perform(screen, job(screen, id, instance, false));
    }

    private JobResult publish(SuggestionId id, boolean wantsSlot) {
        return perform(publish, job(publish, id, 1, wantsSlot));
    }

    private static JobResult perform(JobWork work, Job job) {
        try {
            return work.perform(job);
        } catch (Refusal refusal) {
            return work.afterRefusal(job, refusal);
        }
    }

    private static Job job(JobWork work, SuggestionId id, long instance, boolean wantsSlot) {
        return new Job(
                instance * 100,
                work.type(),
                ProcessModels.SUGGESTION_LIFECYCLE,
                1,
                instance,
                "serviceTask",
                3,
                Map.of("suggestionId", id.toString(), "generation", 1, "wantsSlot", wantsSlot));
    }

    private static JobResult route(String route) {
        return JobResult.done(Variables.ROUTE, route);
    }

    private static JobResult published(boolean published) {
        return JobResult.done(Variables.PUBLISHED, published);
    }

    private SuggestionId receive(Proposals proposal) {
        return SuggestionId.of(String.valueOf(suggestions
                .receive("shop", List.of(proposal.document()))
                .getFirst()
                .id()));
    }

    private void withdraw(SuggestionId id) {
        endings.withdraw(Actor.client("shop"), id, "Wrong price.");
    }

    private SuggestionState state(SuggestionId id) {
        return suggestions.get(id).state();
    }

    private static Proposals clear() {
        return Proposals.offer().valid(lately(), later()).without("/placement");
    }

    private static Instant lately() {
        return Instant.now().minus(Duration.ofHours(1));
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofDays(30));
    }
}
