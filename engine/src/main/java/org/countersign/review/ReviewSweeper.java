package org.countersign.review;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends reviews whose time is up on our own timer, so that it happens whatever the process engine is doing. */
@Component
class ReviewSweeper {

    private static final int CHUNK = 200;

    private final ReviewDesk desk;

    ReviewSweeper(ReviewDesk desk) {
        this.desk = desk;
    }

    /** How often is set by {@code countersign.review.sweep-interval}. */
    @Scheduled(fixedDelayString = "${countersign.review.sweep-interval:PT2S}")
    void sweep() {
        while (desk.expireDue(CHUNK) == CHUNK) {
            // There is more.
        }
    }
}
