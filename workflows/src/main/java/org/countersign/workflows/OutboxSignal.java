package org.countersign.workflows;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Tells the poller that something new waits. Many signals before it looks count as one. */
@Component
class OutboxSignal {

    private final Semaphore news = new Semaphore(0);

    void wake() {
        news.release();
    }

    /** Waits for news, at most {@code patience}. */
    void await(Duration patience) throws InterruptedException {
        if (news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }
}
