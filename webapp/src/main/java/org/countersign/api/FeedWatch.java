package org.countersign.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.countersign.delivery.ContentItems;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets consumers wait for the feed to grow. One look at the database serves all who wait here, whichever instance did the
 * growing; who waits holds a virtual thread and nothing else.
 */
@Component
class FeedWatch {

    /** Further consumers are answered at once instead of being kept waiting. */
    private static final int MOST_WAITING = 2000;

    private final ContentItems items;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long head;
    private boolean closed;

    FeedWatch(ContentItems items) {
        this.items = items;
    }

    /**
     * Waits until the feed's head is beyond {@code seen}, at most {@code longest}.
     *
     * @return whether it is; false also where too many wait already, or the application is being stopped
     */
    boolean await(long seen, Duration longest) throws InterruptedException {
        if (!places.tryAcquire()) {
            return false;
        }
        lock.lockInterruptibly();
        try {
            long left = longest.toNanos();
            while (head <= seen && left > 0 && !closed) {
                left = grown.awaitNanos(left);
            }
            return head > seen;
        } finally {
            lock.unlock();
            places.release();
        }
    }

    @Scheduled(fixedDelay = 200, timeUnit = TimeUnit.MILLISECONDS)
    void look() {
        if (places.availablePermits() == MOST_WAITING) {
            return;
        }
        long now = items.head();
        lock.lock();
        try {
            if (now > head) {
                head = now;
                grown.signalAll();
            }
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
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
