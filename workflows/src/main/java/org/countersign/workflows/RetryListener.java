package org.countersign.workflows;

import org.countersign.operations.RetryRequested;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** An operator's wish to have stalled work attempted again. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class RetryListener {

    private final Outbox outbox;

    RetryListener(Outbox outbox) {
        this.outbox = outbox;
    }

    @EventListener
    void on(RetryRequested event) {
        String[] key = event.workKey().split(":", 2);
        long number = Long.parseLong(key[1]);
        if (key[0].equals("job")) {
            outbox.add(event.workKey(), new Command.Reactivation(number));
        } else {
            outbox.hasten(number);
        }
    }
}
