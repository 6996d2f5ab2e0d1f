package org.countersign.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Actor;
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
    private Instances instances;

    @Autowired
    private BulkProcesses bulk;

    @Autowired
    private AuditEntries log;

    @Autowired
    private ApplicationEvents events;

    @Test
    void registersTheFirstInstanceOfAGenerationAndRefusesAnother() {
        instances.expect(suggestion, 1);

        assertThat(instances.register(suggestion, 1, 100, 3)).isTrue();
        assertThat(instances.register(suggestion, 1, 100, 3)).isTrue();
        assertThat(instances.register(suggestion, 1, 200, 3)).isFalse();
        assertThat(instances.register(suggestion, 2, 200, 4)).isTrue();
        assertThat(instances.instancesOf(suggestion))
                .extracting(ProcessInstance::key)
                .containsExactly(100L, 200L);
    }

    @Test
    void registersAnInstanceThatNobodyExpected() {
        assertThat(instances.register(suggestion, 1, 100, 3)).isTrue();
    }

    @Test
    void listsStartsThatNobodyAnswered() {
        instances.expect(suggestion, 1);
        String answered = UUID.randomUUID().toString();
        instances.expect(answered, 1);
        instances.register(answered, 1, 100, 3);
        String ended = UUID.randomUUID().toString();
        instances.expect(ended, 1);
        instances.ended(ended);

        assertThat(instances.unansweredStarts(Duration.ofSeconds(-1), 10))
                .extracting(UnansweredStart::suggestionId)
                .containsExactly(suggestion);
        assertThat(instances.unansweredStarts(Duration.ofHours(1), 10)).isEmpty();
    }

    @Test
    void countsRunningInstancesByVersion() {
        instances.register(suggestion, 1, 100, 3);
        instances.register(UUID.randomUUID().toString(), 1, 101, 4);
        instances.register(UUID.randomUUID().toString(), 1, 102, 4);
        assertThat(instances.instancesByVersion())
                .containsExactly(
                        new VersionCount(Instances.LIFECYCLE, 4, 2), new VersionCount(Instances.LIFECYCLE, 3, 1));

        instances.ended(suggestion);

        assertThat(instances.instancesByVersion()).containsExactly(new VersionCount(Instances.LIFECYCLE, 4, 2));
    }

    @Test
    void countsInstancesOfProcessesThatWorkForMany() {
        UUID change = UUID.randomUUID();
        bulk.running("policy-change", change, 100, 2);
        bulk.running("policy-change", UUID.randomUUID(), 101, 1);
        bulk.expect("batch-screening", suggestionId());
        bulk.register(suggestionId(), 102, 1);
        assertThat(instances.instancesByVersion())
                .containsExactly(
                        new VersionCount("batch-screening", 1, 1),
                        new VersionCount("policy-change", 2, 1),
                        new VersionCount("policy-change", 1, 1));

        bulk.ended(change);
        assertThat(instances.instancesByVersion()).doesNotContain(new VersionCount("policy-change", 2, 1));

        bulk.running("policy-change", change, 103, 2);
        assertThat(instances.instancesByVersion())
                .as("submitted once more")
                .contains(new VersionCount("policy-change", 2, 1));
    }

    @Test
    void givesAnInstanceThatDoesNotMoveUpForAnother() {
        instances.expect(suggestion, 1);
        instances.register(suggestion, 1, 100, 3);
        operations.stalled(failure("down"), HOURLY);

        instances.restart(Actor.person("admin1"), suggestion, "Its incident cannot be resolved.");

        assertThat(operations.stalledWork(10)).isEmpty();
        assertThat(instances.register(suggestion, 1, 100, 3))
                .as("the one that was given up")
                .isFalse();
        assertThat(instances.register(suggestion, 1, 200, 4)).isTrue();
        assertThat(instances.instancesOf(suggestion))
                .extracting(ProcessInstance::key)
                .containsExactly(200L);
        assertThat(log.about("suggestion:" + suggestion))
                .extracting(LogEntry::type)
                .containsExactly(EntryType.PROCESS_RESTARTED);
        assertThat(events.stream(RestartRequested.class)).singleElement().satisfies(event -> {
            assertThat(event.instanceKey()).isEqualTo(100);
            assertThat(event.generation()).isEqualTo(1);
        });
    }

    @Test
    void restartsNothingThatHasEndedAndNothingWithoutAReason() {
        instances.register(suggestion, 1, 100, 3);

        assertThatThrownBy(() -> instances.restart(Actor.person("admin1"), suggestion, " "))
                .isInstanceOf(Refusal.Invalid.class);
        instances.ended(suggestion);
        assertThatThrownBy(() -> instances.restart(Actor.person("admin1"), suggestion, "Why not."))
                .isInstanceOf(Refusal.Conflict.class);
    }

    private UUID suggestionId() {
        return UUID.fromString(suggestion);
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

        instances.ended(suggestion);

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
