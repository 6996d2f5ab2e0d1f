package org.countersign.workflows;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.PartitionBrokerHealth;
import io.camunda.client.api.response.Topology;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.countersign.operations.EngineStatus;
import org.countersign.operations.EngineStatus.State;
import org.countersign.operations.Operations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The connection to the process engine. In the background, as soon as the engine answers: models are deployed, workers
 * are opened, the outbox is sent; from then on it is watched and reported on. The application starts and runs without
 * it, only that no process moves.
 */
final class ProcessEngine implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ProcessEngine.class);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final Duration WATCH = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofMillis(500);
    // Backpressure is normal; taking nothing at all for this long is not.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CamundaClient client;
    private final Reconnect reconnect;
    private final Supplier<String> condition;
    private final Workers workers;
    private final OutboxPoller outbox;
    private final LongSupplier waiting;
    private final LostStarts lostStarts;
    private final Operations operations;
    private final Duration planEvery;
    private final Clock clock;
    private @Nullable Thread watch;
    // The client's calls swallow an interrupt, so the interrupt alone does not end the watch.
    private volatile boolean stopping;

    ProcessEngine(
            CamundaClient client,
            Reconnect reconnect,
            Supplier<String> condition,
            Workers workers,
            OutboxPoller outbox,
            LongSupplier waiting,
            LostStarts lostStarts,
            Operations operations,
            Duration planEvery,
            Clock clock) {
        this.client = client;
        this.reconnect = reconnect;
        this.condition = condition;
        this.workers = workers;
        this.outbox = outbox;
        this.waiting = waiting;
        this.lostStarts = lostStarts;
        this.operations = operations;
        this.planEvery = planEvery;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        stopping = false;
        watch = Thread.ofPlatform().daemon().name("process-engine").start(this::run);
    }

    @Override
    public synchronized void stop() {
        Thread running = watch;
        watch = null;
        stopping = true;
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            outbox.close();
            workers.close();
            // Its questions to the engine stay open for ten seconds otherwise, and a broker that stops waits for them.
            client.close();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return watch != null;
    }

    private void run() {
        try {
            while (!tryDeploying()) {
                if (stopping) {
                    return;
                }
                Thread.sleep(CONNECT);
            }
            workers.open();
            outbox.start();
            while (!stopping) {
                boolean answering = isAnswering();
                if (answering) {
                    lostStarts.sendAgain();
                }
                Thread.sleep(answering ? WATCH : CONNECT);
            }
        } catch (InterruptedException e) {
            // The application is stopping.
        }
    }

    private boolean tryDeploying() {
        if (!isAnswering()) {
            return false;
        }
        try {
            ProcessModels.deploy(client, planEvery);
            return true;
        } catch (RuntimeException e) {
            report(State.DOWN, "The process engine does not take our models: " + e.getMessage());
            return false;
        }
    }

    private boolean isAnswering() {
        try {
            Topology topology =
                    client.newTopologyRequest().requestTimeout(ANSWER).send().join();
            boolean leads = topology.getBrokers().stream()
                    .flatMap(broker -> broker.getPartitions().stream())
                    .anyMatch(partition -> partition.isLeader());
            if (!leads) {
                report(State.DOWN, "The process engine has no leader yet. " + condition.get());
                return false;
            }
            Optional<String> trouble = trouble(topology);
            if (trouble.isPresent()) {
                report(State.DOWN, trouble.get() + " " + condition.get());
                return true;
            }
            report(State.UP, "Version " + topology.getGatewayVersion() + ". " + condition.get());
            return true;
        } catch (RuntimeException e) {
            if (stopping) {
                return false;
            }
            report(State.DOWN, "The process engine does not answer. " + condition.get());
            reconnect.now();
            return false;
        }
    }

    /** It answers, and yet does no work: its disk is full, it was paused, or it is overwhelmed. */
    private Optional<String> trouble(Topology topology) {
        Instant patience = clock.instant().minus(PATIENCE);
        Optional<String> refusing = outbox.refusing()
                .filter(refused -> refused.since().isBefore(patience))
                .map(refused -> "The process engine has taken no command since " + refused.since() + ": "
                        + refused.reason() + ".");
        boolean healthy = topology.getBrokers().stream()
                .flatMap(broker -> broker.getPartitions().stream())
                .allMatch(partition -> partition.getHealth() == PartitionBrokerHealth.HEALTHY);
        return healthy || refusing.isPresent()
                ? refusing
                : Optional.of("A partition of the process engine is not healthy; its disk may be full.");
    }

    private long waitingCommands(EngineStatus before) {
        try {
            return waiting.getAsLong();
        } catch (RuntimeException e) {
            return before.waitingCommands();
        }
    }

    private void report(State state, String detail) {
        EngineStatus before = operations.engine();
        Instant since = before.state() == state ? before.since() : clock.instant();
        operations.report(new EngineStatus(state, detail, since, waitingCommands(before)));
        if (before.state() != state) {
            log.info("Process engine {}: {}", state, detail);
        }
    }
}
