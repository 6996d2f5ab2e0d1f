package org.countersign.workflows;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.PartitionInfo;
import io.camunda.zeebe.process.test.api.RecordStreamSource;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import io.camunda.zeebe.protocol.record.Record;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.countersign.operations.Operations;
import org.countersign.workflows.broker.Brokers;
import org.countersign.workflows.broker.EmbeddedBroker;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The engines that process tests run on: the one we bring along, and a newer one, so that a newer cluster is known to
 * work. Each is started on first use, serves all tests of the JVM and ends with it.
 */
enum EngineUnderTest {
    EMBEDDED_BROKER_8_5,
    IN_MEMORY_ENGINE_8_8;

    private static final Map<EngineUnderTest, Running> RUNNING = new EnumMap<>(EngineUnderTest.class);

    /** Its gRPC address. */
    URI address() {
        return running().address();
    }

    /** A new client; the caller closes it. */
    CamundaClient newClient() {
        return newClient(address());
    }

    /** Connects the application of a test to it: workers are open and the outbox is sent. The caller stops it. */
    ProcessEngine connect(ApplicationContext context) {
        return connect(context, newClient(), new Reconnect(), name());
    }

    /** The same with a client of the caller's. */
    static ProcessEngine connect(ApplicationContext context, CamundaClient client, Reconnect reconnect, String name) {
        Outbox outbox = context.getBean(Outbox.class);
        Operations operations = context.getBean(Operations.class);
        ProcessEngine connection = new ProcessEngine(
                client,
                reconnect,
                () -> name,
                new Workers(
                        client,
                        List.copyOf(context.getBeansOfType(JobWork.class).values()),
                        List.copyOf(context.getBeansOfType(UserTask.class).values()),
                        outbox,
                        context.getBean(JobFailures.class)),
                new OutboxPoller(
                        outbox,
                        context.getBean(OutboxSignal.class),
                        new CommandSender(client)::send,
                        operations,
                        context.getBean(TransactionTemplate.class),
                        Clock.systemUTC()),
                outbox::size,
                context.getBean(LostStarts.class),
                operations,
                ProcessModels.PLAN_EVERY,
                Clock.systemUTC());
        connection.start();
        return connection;
    }

    /** Moves its clock forward, so that timers and timeouts fall due. */
    void advance(Duration duration) {
        running().clock().accept(duration);
        running().advancedMillis().addAndGet(duration.toMillis());
    }

    /** The time by its clock: tests share an engine, and what one of them advanced, the next one starts from. */
    Instant now() {
        return Instant.now().plusMillis(running().advancedMillis().get());
    }

    /** Whether it says what it did. */
    boolean keepsRecords() {
        return this == IN_MEMORY_ENGINE_8_8;
    }

    /** How many instances at once it bears: for every command the in-memory engine copies all that it holds. */
    int mostInstances() {
        return this == IN_MEMORY_ENGINE_8_8 ? 1_000 : Integer.MAX_VALUE;
    }

    /** Everything it did since its start; nothing where it {@link #keepsRecords} not. */
    Iterable<Record<?>> records() {
        return running().records().getRecords();
    }

    private synchronized Running running() {
        synchronized (RUNNING) {
            return RUNNING.computeIfAbsent(this, engine -> switch (engine) {
                case EMBEDDED_BROKER_8_5 -> startBroker();
                case IN_MEMORY_ENGINE_8_8 -> startInMemory();
            });
        }
    }

    private static Running startBroker() {
        try {
            EmbeddedBroker broker = new EmbeddedBroker(Brokers.in(Files.createTempDirectory("broker")));
            broker.start();
            Runtime.getRuntime().addShutdownHook(new Thread(broker::stop));
            awaitLeader(broker.grpcAddress());
            return new Running(broker.grpcAddress(), duration -> advance(broker, duration), List::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Running startInMemory() {
        ZeebeTestEngine engine = EngineFactory.create();
        engine.start();
        Runtime.getRuntime().addShutdownHook(new Thread(engine::stop));
        int port = URI.create("http://" + engine.getGatewayAddress()).getPort();
        return new Running(
                URI.create("http://127.0.0.1:" + port), engine::increaseTime, engine.getRecordStreamSource());
    }

    private static void advance(EmbeddedBroker broker, Duration duration) {
        HttpRequest request = HttpRequest.newBuilder(broker.managementAddress().resolve("/actuator/clock/add"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"offsetMilli\": " + duration.toMillis() + "}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("The broker's clock does not move: " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitLeader(URI address) {
        try (CamundaClient client = newClient(address)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> client.newTopologyRequest().send().join().getBrokers().stream()
                            .flatMap(broker -> broker.getPartitions().stream())
                            .anyMatch(PartitionInfo::isLeader));
        }
    }

    private static CamundaClient newClient(URI address) {
        return CamundaClient.newClientBuilder()
                .applyEnvironmentVariableOverrides(false)
                .preferRestOverGrpc(false)
                .grpcAddress(address)
                .defaultJobTimeout(Duration.ofMinutes(1))
                .build();
    }

    private record Running(
            URI address, Consumer<Duration> clock, RecordStreamSource records, AtomicLong advancedMillis) {

        Running(URI address, Consumer<Duration> clock, RecordStreamSource records) {
            this(address, clock, records, new AtomicLong());
        }
    }
}
