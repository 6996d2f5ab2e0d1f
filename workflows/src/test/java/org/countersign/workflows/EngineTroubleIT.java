package org.countersign.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.countersign.delivery.ContentItems;
import org.countersign.operations.EngineStatus;
import org.countersign.operations.Instances;
import org.countersign.operations.Operations;
import org.countersign.operations.ProcessInstance;
import org.countersign.review.ReviewView;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.countersign.workflows.broker.Brokers;
import org.countersign.workflows.broker.EmbeddedBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What goes on while the broker does not: it is down, or answers and takes nothing because its disk is full. */
@EngineTest
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class EngineTroubleIT {

    private static final String SHOP = "shop";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    // What holds from its next start on.
    private final Map<String, String> settings = new HashMap<>();

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Reviews reviews;

    @Autowired
    private ContentItems content;

    @Autowired
    private Operations operations;

    @Autowired
    private Instances instances;

    @Autowired
    private Outbox outbox;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private ApplicationContext context;

    private EmbeddedBroker broker;
    private CamundaClient client;
    private ProcessEngine connection;

    @BeforeEach
    void connect() {
        broker = new EmbeddedBroker(Brokers.in(directory, settings));
        broker.start();
        Reconnect reconnect = new Reconnect();
        client = CamundaClient.newClientBuilder()
                .applyEnvironmentVariableOverrides(false)
                .preferRestOverGrpc(false)
                .grpcAddress(broker.grpcAddress())
                .withInterceptors(reconnect)
                .defaultJobTimeout(Duration.ofSeconds(10))
                .build();
        connection = EngineUnderTest.connect(context, client, reconnect, "Broker of this test.");
    }

    @AfterEach
    void disconnect() {
        connection.stop();
        client.close();
        broker.stop();
    }

    @Test
    void takesInEndsAndResumesWhileTheBrokersDiskIsFullAndWhileItIsDown() {
        SuggestionId withdrawn = receive(clear().model("kept", "1"));
        SuggestionId recalled = receive(clear().model("recalled", "1"));
        SuggestionId expired = receive(clear().model("kept", "2"));
        SuggestionId inReview = receive(clear().with("/audience/size", 6_000));
        awaitState(withdrawn, SuggestionState.PUBLISHED);
        awaitState(recalled, SuggestionState.PUBLISHED);
        awaitState(expired, SuggestionState.PUBLISHED);
        awaitState(inReview, SuggestionState.IN_REVIEW);
        assertThat(content.liveSuggestions()).contains(withdrawn, recalled, expired);

        // More free space than there is anywhere: from its next start on it takes its disk for full.
        settings.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_PROCESSING", "900TB");
        settings.put("ZEEBE_BROKER_DATA_DISK_FREESPACE_REPLICATION", "800TB");
        restart();
        SuggestionId whileFull = receive(clear());
        endings.withdraw(Actor.client(SHOP), withdrawn, "Wrong price.");
        endings.withdraw(Actor.client(SHOP), inReview, "Wrong audience.");

        await().atMost(PATIENCE)
                .until(() -> operations.engine().state() == EngineStatus.State.DOWN
                        && !operations.engine().detail().contains("does not answer"));
        assertThat(state(whileFull)).isEqualTo(SuggestionState.RECEIVED);
        assertThat(outbox.size()).isPositive();
        assertThat(state(withdrawn)).isEqualTo(SuggestionState.WITHDRAWN);
        assertThat(reviews.of(inReview)).noneMatch(ReviewView::isOpen);

        broker.stop();
        await().atMost(PATIENCE).until(() -> operations.engine().detail().contains("does not answer"));
        SuggestionId whileDown = receive(clear());
        assertThat(endings.recall(Actor.person("olga"), null, "recalled", "1", "It was trained on the wrong year."))
                .isEqualTo(1);
        sql.sql("update suggestion set expires_at = ? where id = ?")
                .params(java.sql.Timestamp.from(Instant.now().minusSeconds(1)), expired.value())
                .update();
        assertThat(endings.expireDue(10)).isEqualTo(1);
        assertThat(state(recalled)).isEqualTo(SuggestionState.WITHDRAWN);
        assertThat(state(expired)).isEqualTo(SuggestionState.EXPIRED);
        assertThat(content.liveSuggestions()).doesNotContain(withdrawn, recalled, expired);

        settings.clear();
        broker.start();

        awaitState(whileFull, SuggestionState.PUBLISHED);
        awaitState(whileDown, SuggestionState.PUBLISHED);
        await().atMost(PATIENCE).until(() -> outbox.size() == 0);
        await().atMost(PATIENCE).until(() -> operations.engine().state() == EngineStatus.State.UP);
        assertThat(List.of(whileFull, whileDown, inReview))
                .allSatisfy(id -> assertThat(instances.instancesOf(id.toString()))
                        .singleElement()
                        .matches(ProcessInstance::ended));
    }

    private void restart() {
        broker.stop();
        broker.start();
    }

    private SuggestionId receive(Proposals proposal) {
        return SuggestionId.of(Objects.requireNonNull(suggestions
                .receive(SHOP, List.of(proposal.document()))
                .getFirst()
                .id()));
    }

    private static Proposals clear() {
        Instant now = Instant.now();
        return Proposals.offer()
                .valid(now.minusSeconds(3600), now.plus(Duration.ofDays(30)))
                .without("/placement");
    }

    private void awaitState(SuggestionId id, SuggestionState state) {
        await().atMost(PATIENCE).until(() -> state(id), state::equals);
    }

    private SuggestionState state(SuggestionId id) {
        return suggestions.get(id).state();
    }
}
