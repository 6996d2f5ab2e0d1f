package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.api.response.ActivatedJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every path through {@code suggestion-lifecycle.bpmn}, on both engines. */
@ParameterizedClass
@EnumSource
class SuggestionLifecycleIT {

    private static @Nullable PathsTaken paths;

    private static final String SCREEN = "suggestion.screen";
    private static final String REVIEW = "io.camunda.zeebe:userTask";
    private static final String WARN = "review.warn";
    private static final String ESCALATE = "review.escalate";
    private static final String PUBLISH = "suggestion.publish";

    private final String suggestion = UUID.randomUUID().toString();

    private final EngineUnderTest engine;
    private final ProcessDriver process;

    @BeforeParameterizedClassInvocation
    static void watch(EngineUnderTest engine) {
        paths = PathsTaken.since(engine);
    }

    @AfterParameterizedClassInvocation
    static void everyPathWasTaken() {
        Objects.requireNonNull(paths).assertAllOf(ProcessModels.SUGGESTION_LIFECYCLE);
    }

    SuggestionLifecycleIT(EngineUnderTest engine) {
        this.engine = engine;
        process = new ProcessDriver(engine);
    }

    @AfterEach
    void disconnect() {
        process.close();
    }

    @Test
    void publishesWhatIsClear() {
        start(false);
        screened("CLEAR");

        ActivatedJob publishing = job(PUBLISH);
        process.complete(publishing, Map.of("published", true));

        assertEnded(publishing);
    }

    @Test
    void endsWithWhatIsBlocked() {
        start(false);
        assertEnded(screened("BLOCK"));
    }

    @Test
    void endsWithWhatEndedBeforeItWasScreened() {
        start(false);
        assertEnded(screened("ENDED"));
    }

    @Test
    void publishesWhatAPersonApproved() {
        start(false);
        screened("REVIEW");
        reviewed("APPROVED");

        ActivatedJob publishing = job(PUBLISH);
        process.complete(publishing, Map.of("published", true));

        assertEnded(publishing);
    }

    @Test
    void endsWithWhatAPersonRejected() {
        start(false);
        screened("REVIEW");
        assertEnded(reviewed("REJECTED"));
    }

    @Test
    void warnsThenEscalatesAReviewThatNobodyFinishesAndStillTakesItsDecision() {
        start(false);
        screened("REVIEW", engine.now().plus(Duration.ofHours(4)), engine.now().plus(Duration.ofHours(8)));
        ActivatedJob review = job(REVIEW);
        assertThat(process.hasNone(WARN, this::isOurs)).isTrue();

        engine.advance(Duration.ofHours(5));
        process.complete(job(WARN), Map.of());
        assertThat(process.hasNone(ESCALATE, this::isOurs)).isTrue();

        engine.advance(Duration.ofHours(4));
        process.complete(job(ESCALATE), Map.of());
        assertThat(process.isGone(review)).isFalse();

        process.complete(review, Map.of("decision", "REJECTED"));
        assertEnded(review);
    }

    @Test
    void chasesNothingThatWasDecidedInTime() {
        start(true);
        screened("REVIEW", engine.now().plus(Duration.ofHours(4)), engine.now().plus(Duration.ofHours(8)));
        ActivatedJob review = reviewed("APPROVED");

        engine.advance(Duration.ofHours(9));

        assertThat(process.hasNone(WARN, this::isOurs)).isTrue();
        assertThat(process.hasNone(ESCALATE, this::isOurs)).isTrue();
        ended();
        assertEnded(review);
    }

    @Test
    void screensTheRevisionThatAPersonAskedFor() {
        start(false);
        screened("REVIEW");
        ActivatedJob review = reviewed("CHANGES_REQUESTED");
        assertThat(process.isEnded(review)).isFalse();

        revised(2, false);
        screened("REVIEW");

        assertEnded(reviewed("REJECTED"));
    }

    @Test
    void endsWhereARevisionNeverCame() {
        start(false, engine.now().plus(Duration.ofDays(3)));
        screened("REVIEW");
        ActivatedJob review = reviewed("CHANGES_REQUESTED");

        engine.advance(Duration.ofDays(3));
        assertThat(process.isEnded(review)).isFalse();

        engine.advance(Duration.ofHours(2));
        assertEnded(review);
    }

    @Test
    void waitsForASlotBeforeItPublishes() {
        start(true);
        screened("CLEAR");
        assertThat(process.hasNone(PUBLISH, this::isOurs)).isTrue();

        scheduled("plan-1");

        ActivatedJob publishing = job(PUBLISH);
        process.complete(publishing, Map.of("published", true));
        assertEnded(publishing);
    }

    @Test
    void waitsForAnotherSlotWhereItsSlotWasLost() {
        start(true);
        screened("CLEAR");
        scheduled("plan-1");
        process.complete(job(PUBLISH), Map.of("published", false));
        assertThat(process.hasNone(PUBLISH, this::isOurs)).isTrue();

        scheduled("plan-2");

        ActivatedJob publishing = job(PUBLISH);
        process.complete(publishing, Map.of("published", true));
        assertEnded(publishing);
    }

    @Test
    void remembersASlotThatCameBeforeItWaited() {
        start(true);
        scheduled("plan-1");
        screened("CLEAR");

        ActivatedJob publishing = job(PUBLISH);
        process.complete(publishing, Map.of("published", true));
        assertEnded(publishing);
    }

    @Test
    void takesTheReviewAwayFromWhatIsRevisedAndScreensItAgain() {
        start(false);
        screened("REVIEW");
        ActivatedJob review = job(REVIEW);

        revised(2, true);
        screened("CLEAR");

        assertThat(process.isGone(review)).isTrue();
        assertThat(process.hasNone(PUBLISH, this::isOurs))
                .as("the revision wants a slot")
                .isTrue();
        scheduled("plan-1");
        ActivatedJob publishing = job(PUBLISH);
        process.complete(publishing, Map.of("published", true));
        assertEnded(publishing);
    }

    @Test
    void screensEveryRevision() {
        start(false);
        ActivatedJob first = job(SCREEN);
        revised(2, false);
        ActivatedJob second = job(SCREEN);
        revised(3, false);
        screened("BLOCK");

        assertThat(process.isGone(first)).isTrue();
        assertThat(process.isGone(second)).isTrue();
        assertEnded(second);
    }

    @Test
    void endsFromTheReview() {
        start(false);
        screened("REVIEW");
        ActivatedJob review = job(REVIEW);

        ended();

        assertEnded(review);
        assertThat(process.isGone(review)).isTrue();
    }

    @Test
    void endsFromTheWaitForASlot() {
        start(true);
        ActivatedJob screening = screened("CLEAR");

        ended();

        assertEnded(screening);
    }

    @Test
    void endsWhereTheEndCameBeforeTheStart() {
        ended();
        start(false);

        // Over at once, whether or not a screening was begun; nothing is published.
        assertThat(process.hasNone(PUBLISH, this::isOurs)).isTrue();
        await().atMost(Duration.ofSeconds(30)).until(() -> process.hasNone(SCREEN, this::isRunning));
    }

    @Test
    void startsOnceForAMessageThatIsSentTwice() {
        start(false);
        ActivatedJob screening = job(SCREEN);

        start(false);

        assertThat(process.hasNone(SCREEN, this::isOurs)).isTrue();
        process.complete(screening, Map.of("route", "BLOCK"));
        assertEnded(screening);
    }

    @Test
    void startsTheNextGenerationOnlyAfterTheFirst() {
        start(false);
        ActivatedJob first = job(SCREEN);
        process.publish("suggestion-received", suggestion, suggestion + "#2", variables(2, false, inAWeek()));
        assertThat(process.hasNone(SCREEN, this::isOurs)).isTrue();

        process.complete(first, Map.of("route", "BLOCK"));

        ActivatedJob second = job(SCREEN);
        assertThat(second.getVariablesAsMap()).containsEntry("generation", 2);
        assertThat(second.getProcessInstanceKey()).isNotEqualTo(first.getProcessInstanceKey());
    }

    private void start(boolean wantsSlot) {
        start(wantsSlot, inAWeek());
    }

    private void start(boolean wantsSlot, Instant expiresAt) {
        process.publish("suggestion-received", suggestion, suggestion, variables(1, wantsSlot, expiresAt));
    }

    private Map<String, Object> variables(int generation, boolean wantsSlot, Instant expiresAt) {
        return Map.of(
                "suggestionId", suggestion,
                "generation", generation,
                "wantsSlot", wantsSlot,
                "expiresAt", expiresAt.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private void revised(int revision, boolean wantsSlot) {
        process.publish(
                "suggestion-revised",
                suggestion,
                suggestion + "#revision-" + revision,
                Map.of("wantsSlot", wantsSlot, "expiresAt", inAWeek().toString()));
    }

    private void scheduled(String plan) {
        process.publish("suggestion-scheduled", suggestion, suggestion + "#" + plan, Map.of());
    }

    private void ended() {
        process.publish("suggestion-ended", suggestion, suggestion + "#ended", Map.of());
    }

    private ActivatedJob screened(String route) {
        return screened(
                route, engine.now().plus(Duration.ofDays(1)), engine.now().plus(Duration.ofDays(2)));
    }

    private ActivatedJob screened(String route, Instant warnAt, Instant escalateAt) {
        ActivatedJob job = job(SCREEN);
        process.complete(
                job,
                Map.of(
                        "route", route,
                        "warnAt", warnAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                        "escalateAt", escalateAt.truncatedTo(ChronoUnit.SECONDS).toString()));
        return job;
    }

    private ActivatedJob reviewed(String decision) {
        ActivatedJob job = job(REVIEW);
        assertThat(job.getElementId()).isEqualTo("userTask_ReviewSuggestion");
        process.complete(job, Map.of("decision", decision));
        return job;
    }

    private ActivatedJob job(String type) {
        return process.take(type, this::isRunning);
    }

    private boolean isOurs(ActivatedJob job) {
        return suggestion.equals(job.getVariablesAsMap().get("suggestionId"));
    }

    // What an event took away may have been handed to us before.
    private boolean isRunning(ActivatedJob job) {
        return isOurs(job) && !process.isGone(job);
    }

    private void assertEnded(ActivatedJob job) {
        await().atMost(Duration.ofSeconds(30)).until(() -> process.isEnded(job));
    }

    private static Instant inAWeek() {
        return Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.SECONDS);
    }
}
