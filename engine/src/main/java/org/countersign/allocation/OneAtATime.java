package org.countersign.allocation;

import java.util.concurrent.atomic.AtomicBoolean;

/** Work that is worth doing once, however many ask for it: who comes while it runs goes on without. */
final class OneAtATime {

    private final AtomicBoolean isBusy = new AtomicBoolean();

    /** Whether the work was done, and not somebody else's is under way. */
    boolean run(Runnable work) {
        if (!isBusy.compareAndSet(false, true)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            isBusy.set(false);
        }
    }
}
