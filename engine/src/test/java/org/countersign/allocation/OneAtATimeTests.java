package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OneAtATimeTests {

    private final OneAtATime one = new OneAtATime();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void whoComesMeanwhileGoesOnWithout() {
        boolean first = one.run(() -> {
            done.incrementAndGet();
            assertThat(one.run(done::incrementAndGet)).isFalse();
        });

        assertThat(first).isTrue();
        assertThat(done).hasValue(1);
    }

    @Test
    void nextOneIsLetInAgainAlsoAfterAFailure() {
        assertThatThrownBy(() -> one.run(() -> {
                    throw new IllegalStateException("no slots");
                }))
                .hasMessage("no slots");

        assertThat(one.run(done::incrementAndGet)).isTrue();
        assertThat(done).hasValue(1);
    }
}
