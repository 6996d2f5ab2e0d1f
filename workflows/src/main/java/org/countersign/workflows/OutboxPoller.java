package org.countersign.workflows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.countersign.operations.FailedWork;
import org.countersign.operations.Operations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what waits in the outbox, in order within a lane and the urgent first, for ever: while the engine is down it
 * tries again at growing intervals, and a command that the engine refuses is listed as stalled and tried again by
 * itself.
 *
 * <p>A batch is taken, sent and deleted in one transaction, so a crash in between sends it again; see {@link Command} for
 * why that is harmless. Several applications on one database share the work.
 */
class OutboxPoller implements AutoCloseable {

    /** Commands in flight at most: 16 did well against a broker on 2 cores, 48 made it push back all the time. */
    static final int IN_FLIGHT = 16;

    /** Commands of one transaction: one commit for many, and the next is sent as soon as one is answered. */
    static final int BATCH = 128;

    private static final Logger log = LoggerFactory.getLogger(OutboxPoller.class);
    // News wakes the poller; this is for what falls due, and for news from another application.
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Backoff ENGINE = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
    private static final Backoff REFUSED = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10));

    private final Outbox outbox;
    private final OutboxSignal signal;
    private final Function<Command, Future<?>> sender;
    private final Operations operations;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private @Nullable Thread thread;
    private volatile @Nullable Refused refusing;

    OutboxPoller(
            Outbox outbox,
            OutboxSignal signal,
            Function<Command, Future<?>> sender,
            Operations operations,
            TransactionTemplate transaction,
            Clock clock) {
        this.outbox = outbox;
        this.signal = signal;
        this.sender = sender;
        this.operations = operations;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Begins to send. */
    synchronized void start() {
        thread = Thread.ofPlatform().daemon().name("outbox").start(this::run);
    }

    /**
     * Since when the engine has taken nothing at all.
     *
     * @param reason its own words
     */
    record Refused(Instant since, String reason) {}

    /** What the engine says where it takes nothing; empty once it took something, and while there is nothing to send. */
    Optional<Refused> refusing() {
        return Optional.ofNullable(refusing);
    }

    /** Ends after the batch that is under way. */
    @Override
    public synchronized void close() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(Duration.ofSeconds(15));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        int failures = 0;
        while (!Thread.currentThread().isInterrupted()) {
            Round round = trySending();
            failures = round == Round.TROUBLE ? failures + 1 : 0;
            try {
                switch (round) {
                    case FULL -> {}
                    case EMPTIED -> signal.await(POLL);
                    case SLOWED -> Thread.sleep(ENGINE.delayAfter(1));
                    case TROUBLE -> Thread.sleep(ENGINE.delayAfter(failures));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Round trySending() {
        try {
            return transaction.execute(status -> sendBatch());
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                log.warn("Cannot send commands to the process engine just now: {}", e.toString());
            }
            return Round.TROUBLE;
        }
    }

    /** What a round came to. */
    enum Round {
        EMPTIED,
        FULL,
        /** The engine took some and had no time for the rest. */
        SLOWED,
        /** It took nothing. */
        TROUBLE
    }

    /** Sends one batch; runs in a transaction. */
    Round sendBatch() {
        long begun = System.nanoTime();
        Deque<Sent> inFlight = new ArrayDeque<>();
        List<Long> done = new ArrayList<>();
        boolean trouble = false;
        List<WaitingCommand> taken = outbox.take(BATCH);
        for (WaitingCommand waiting : taken) {
            if (inFlight.size() == IN_FLIGHT) {
                trouble |= !settle(inFlight.remove(), done);
            }
            if (trouble) {
                break;
            }
            inFlight.add(new Sent(waiting, sender.apply(waiting.command())));
        }
        while (!inFlight.isEmpty()) {
            trouble |= !settle(inFlight.remove(), done);
        }
        outbox.delete(done);
        if (!taken.isEmpty()) {
            log.debug(
                    "{} of {} commands sent in {} ms.",
                    done.size(),
                    taken.size(),
                    (System.nanoTime() - begun) / 1_000_000);
        }
        if (trouble) {
            return done.isEmpty() ? Round.TROUBLE : Round.SLOWED;
        }
        refusing = null;
        return taken.isEmpty() ? Round.EMPTIED : Round.FULL;
    }

    /** Waits for the answer to one command; false if the engine cannot take anything just now. */
    private boolean settle(Sent sent, List<Long> done) {
        WaitingCommand waiting = sent.waiting();
        return switch (answer(waiting.command(), sent.answer())) {
            case Answer.Done ignored -> {
                refusing = null;
                done.add(waiting.id());
                if (waiting.attempts() > 0) {
                    operations.cleared(waiting.workKey());
                }
                yield true;
            }
            case Answer.Refused refused -> {
                postpone(waiting, refused.reason());
                yield true;
            }
            case Answer.Unavailable unavailable -> {
                log.debug("{} waits: {}", waiting.kind(), unavailable.reason());
                Refused before = refusing;
                refusing = new Refused(before == null ? clock.instant() : before.since(), unavailable.reason());
                yield false;
            }
        };
    }

    /** A command under way. */
    private record Sent(WaitingCommand waiting, Future<?> answer) {}

    private static Answer answer(Command command, Future<?> future) {
        try {
            future.get();
            return new Answer.Done();
        } catch (ExecutionException e) {
            return Answer.of(command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable("The application is stopping.");
        }
    }

    private void postpone(WaitingCommand waiting, String reason) {
        log.warn("The process engine refuses {} for {}: {}", waiting.kind(), waiting.lane(), reason);
        operations.stalled(
                new FailedWork(waiting.workKey(), waiting.kind(), waiting.lane(), reason), REFUSED::delayAfter);
        outbox.postpone(waiting.id(), clock.instant().plus(REFUSED.delayAfter(waiting.attempts() + 1)));
    }
}
