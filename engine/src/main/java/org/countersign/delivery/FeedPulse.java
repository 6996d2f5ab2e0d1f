package org.countersign.delivery;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Beats whenever the feed may have changed: at once for what this instance takes back, within a tenth of a second for
 * everything else, whichever instance did it. One look at the database serves everybody who polls or waits here; who waits holds a virtual thread and
 * nothing else.
 */
@Component
public class FeedPulse {

    /** Further consumers are answered at once instead of being kept waiting. */
    private static final int MOST_WAITING = 2000;

    /** After so long without a look at the database nobody is told that nothing has changed. */
    private static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final JdbcClient jdbc;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition beaten = lock.newCondition();
    private final AtomicLong beats = new AtomicLong();
    private volatile long head = -1;
    private volatile long lookedAt;
    private volatile boolean closed;

    FeedPulse(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.lookedAt = System.nanoTime() - TRUSTED_NANOS;
    }

    /** How often the feed may have changed; to be read before the feed is. */
    public long beats() {
        return beats.get();
    }

    /** Whether the feed is certainly what it was when {@link #beats} was {@code seen}. */
    boolean isUnchangedSince(long seen) {
        return beats.get() == seen && System.nanoTime() - lookedAt < TRUSTED_NANOS;
    }

    /**
     * Waits until the feed may have changed since {@code seen}, at most {@code longest}.
     *
     * @return whether it may; false also where too many wait already, or the application is being stopped
     */
    public boolean await(long seen, Duration longest) throws InterruptedException {
        if (!places.tryAcquire()) {
            return false;
        }
        lock.lockInterruptibly();
        try {
            long left = longest.toNanos();
            while (beats.get() == seen && left > 0 && !closed) {
                left = beaten.awaitNanos(left);
            }
            return beats.get() != seen;
        } finally {
            lock.unlock();
            places.release();
        }
    }

    /** The feed changes with the running transaction, or not at all. */
    void beatAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                beat();
            }
        });
    }

    @Scheduled(fixedDelay = 100, timeUnit = TimeUnit.MILLISECONDS)
    void look() {
        long begin = System.nanoTime();
        long now = jdbc.sql("select coalesce(max(position), 0) from feed_item")
                .query(Long.class)
                .single();
        if (now != head) {
            head = now;
            beat();
        }
        lookedAt = begin;
    }

    private void beat() {
        lock.lock();
        try {
            beats.incrementAndGet();
            beaten.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A stop must not wait for those who wait. */
    @EventListener
    void stop(ContextClosedEvent stopping) {
        lock.lock();
        try {
            closed = true;
            beaten.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
