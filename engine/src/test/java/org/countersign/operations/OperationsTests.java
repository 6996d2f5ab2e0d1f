package org.countersign.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.annotation.Transactional;

@EngineTest
@Transactional
@RecordApplicationEvents
class OperationsTests {

    private static final RetryPlan HOURLY = attempts -> Duration.ofHours(attempts);

    private final String suggestion = UUID.randomUUID().toString();

    @Autowired
    private Operations operations;

    @Autowired
    private ApplicationEvents events;

    @Test
    void registersTheFirstInstanceOfAGenerationAndRefusesAnother() {
        operations.expect(suggestion, 1);

        assertThat(operations.register(suggestion, 1, 100, 3)).isTrue();
        assertThat(operations.register(suggestion, 1, 100, 3)).isTrue();
        assertThat(operations.register(suggestion, 1, 200, 3)).isFalse();
        assertThat(operations.register(suggestion, 2, 200, 4)).isTrue();
        assertThat(operations.instancesOf(suggestion))
                .extracting(ProcessInstance::key)
                .containsExactly(100L, 200L);
    }

    @Test
    void registersAnInstanceThatNobodyExpected() {
        assertThat(operations.register(suggestion, 1, 100, 3)).isTrue();
    }

    @Test
    void listsStartsThatNobodyAnswered() {
        operations.expect(suggestion, 1);
        String answered = UUID.randomUUID().toString();
        operations.expect(answered, 1);
        operations.register(answered, 1, 100, 3);
        String ended = UUID.randomUUID().toString();
        operations.expect(ended, 1);
        operations.ended(ended);

        assertThat(operations.unansweredStarts(Duration.ofSeconds(-1), 10))
                .extracting(UnansweredStart::suggestionId)
                .containsExactly(suggestion);
        assertThat(operations.unansweredStarts(Duration.ofHours(1), 10)).isEmpty();
    }

    @Test
    void countsRunningInstancesByVersion() {
        operations.register(suggestion, 1, 100, 3);
        operations.register(UUID.randomUUID().toString(), 1, 101, 4);
        operations.register(UUID.randomUUID().toString(), 1, 102, 4);
        assertThat(operations.instancesByVersion()).containsExactly(new VersionCount(4, 2), new VersionCount(3, 1));

        operations.ended(suggestion);

        assertThat(operations.instancesByVersion()).containsExactly(new VersionCount(4, 2));
    }

    @Test
    void keepsWhatFailedUntilItSucceeds() {
        assertThat(operations.stalled(failure("first"), HOURLY).attempts()).isEqualTo(1);
        assertThat(operations.stalled(failure("second"), HOURLY).attempts()).isEqualTo(2);

        assertThat(operations.stalledWork(10)).singleElement().satisfies(work -> {
            assertThat(work.reason()).isEqualTo("second");
            assertThat(work.attempts()).isEqualTo(2);
            assertThat(Duration.between(work.lastFailedAt(), work.nextAttemptAt()))
                    .isEqualTo(Duration.ofHours(2));
        });
        assertThat(operations.stalledCount()).isEqualTo(1);

        operations.cleared("job:7");
        assertThat(operations.stalledWork(10)).isEmpty();
    }

    @Test
    void dropsJobsThatStalledForWhatHasEndedButNoCommands() {
        operations.stalled(failure("down"), HOURLY);
        operations.stalled(
                new FailedWork("command:8", "message suggestion-ended", "suggestion:" + suggestion, "down"), HOURLY);

        operations.ended(suggestion);

        assertThat(operations.stalledWork(10)).extracting(StalledWork::key).containsExactly("command:8");
    }

    @Test
    void passesARetryOnAndRefusesOneOfWorkThatIsNotStalled() {
        operations.stalled(failure("down"), HOURLY);

        operations.retry("job:7");

        assertThat(events.stream(RetryRequested.class)).containsExactly(new RetryRequested("job:7"));
        assertThatThrownBy(() -> operations.retry("job:8"))
                .isInstanceOf(Refusal.NotFound.class)
                .hasMessageContaining("job:8");
    }

    private FailedWork failure(String reason) {
        return new FailedWork("job:7", "suggestion.screen", "suggestion:" + suggestion, reason);
    }
}
