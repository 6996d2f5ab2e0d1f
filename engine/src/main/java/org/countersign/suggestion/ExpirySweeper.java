package org.countersign.suggestion;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs expiry, of suggestions and of approvals, on our own timer, so that it happens whatever the process engine is doing. */
@Component
class ExpirySweeper {

    private static final int CHUNK = 200;

    private final Endings endings;
    private final Regating regating;

    ExpirySweeper(Endings endings, Regating regating) {
        this.endings = endings;
        this.regating = regating;
    }

    /** How often is set by {@code countersign.suggestion.sweep-interval}. */
    @Scheduled(fixedDelayString = "${countersign.suggestion.sweep-interval:PT2S}")
    void sweep() {
        while (endings.expireDue(CHUNK) == CHUNK) {
            // There is more.
        }
        while (regating.regateOutlived(CHUNK) == CHUNK) {
            // There is more.
        }
    }
}
