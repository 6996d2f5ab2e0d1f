package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.countersign.operations.Operations;
import org.countersign.operations.StalledWork;
import org.countersign.testing.EngineTest;
import org.countersign.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Work that fails for long: it never ends for good, is listed with its reason, and an operator can hurry it. */
@ParameterizedClass
@EnumSource
@EngineTest
class JobFailuresIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String suggestion = UUID.randomUUID().toString();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>("The database is down.");
    private final AtomicInteger performed = new AtomicInteger();
    private final EngineUnderTest engine;

    @Value("${spring.datasource.url}")
    private String url;

    @Autowired
    private Operations operations;

    @Autowired
    private Outbox outbox;

    @Autowired
    private OutboxSignal signal;

    @Autowired
    private JobFailures failures;

    @Autowired
    private TransactionTemplate transaction;

    JobFailuresIT(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void keepsAJobForAsLongAsItFailsAndGoesOnWhenAnOperatorTriesAgain() {
        try (CamundaClient client = engine.newClient();
                ProcessDriver process = new ProcessDriver(engine);
                Workers workers = new Workers(client, List.of(new Screening()), List.of(), outbox, failures);
                OutboxPoller poller = new OutboxPoller(
                        outbox, signal, new CommandSender(client)::send, operations, transaction, Clock.systemUTC())) {
            workers.open();
            poller.start();
            process.publish("suggestion-received", suggestion, suggestion, variables());

            // More often than a job has retries, and past the point where it is held instead of failed.
            await().atMost(PATIENCE).until(() -> {
                engine.advance(Duration.ofSeconds(20));
                return attempts() >= 5;
            });
            StalledWork stalled = stalled().orElseThrow();
            assertThat(stalled.kind()).isEqualTo("suggestion.screen");
            assertThat(stalled.reason()).contains("The database is down.");

            trouble.set(null);
            operations.retry(stalled.key());

            await().atMost(PATIENCE).until(() -> {
                engine.advance(Duration.ofSeconds(1));
                return stalled().isEmpty();
            });
            process.take(
                    "suggestion.publish",
                    job -> suggestion.equals(job.getVariablesAsMap().get("suggestionId")));
        }
    }

    @Test
    void comesBackSoonWhereEvenTheListOfFailuresCouldNotBeWritten() {
        JdbcClient owner = JdbcClient.create(TestDatabase.administrator(url));
        owner.sql("alter table stalled_work rename to stalled_work_away").update();
        try (CamundaClient client = engine.newClient();
                ProcessDriver process = new ProcessDriver(engine);
                Workers workers = new Workers(client, List.of(new Screening()), List.of(), outbox, failures)) {
            workers.open();
            process.publish("suggestion-received", suggestion, suggestion, variables());
            await().atMost(PATIENCE).until(() -> performed.get() == 1);

            owner.sql("alter table stalled_work_away rename to stalled_work").update();
            trouble.set(null);

            // Less than the ten minutes that a lasting failure may wait.
            Iterator<Duration> twoMinutes =
                    Collections.nCopies(12, Duration.ofSeconds(10)).iterator();
            await().atMost(PATIENCE).until(() -> {
                if (twoMinutes.hasNext()) {
                    engine.advance(twoMinutes.next());
                }
                return performed.get() == 2;
            });
            process.take(
                    "suggestion.publish",
                    job -> suggestion.equals(job.getVariablesAsMap().get("suggestionId")));
        }
    }

    private int attempts() {
        return stalled().map(StalledWork::attempts).orElse(0);
    }

    private Optional<StalledWork> stalled() {
        return operations.stalledWork(100).stream()
                .filter(work -> work.subject().equals("suggestion:" + suggestion))
                .findFirst();
    }

    private Map<String, Object> variables() {
        return Map.of(
                "suggestionId",
                suggestion,
                "generation",
                1,
                "wantsSlot",
                false,
                "expiresAt",
                Instant.now()
                        .plus(Duration.ofDays(900))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
    }

    /** Screens nothing, and fails until the trouble is over. */
    private final class Screening implements JobWork {

        @Override
        public String type() {
            return "suggestion.screen";
        }

        @Override
        public List<String> variables() {
            return List.of(Variables.SUGGESTION_ID);
        }

        @Override
        public JobResult perform(Job job) {
            if (job.subject().equals("suggestion:" + suggestion)) {
                performed.incrementAndGet();
            }
            String reason = trouble.get();
            if (reason != null) {
                throw new IllegalStateException(reason);
            }
            return JobResult.done(Variables.ROUTE, "CLEAR");
        }
    }
}
