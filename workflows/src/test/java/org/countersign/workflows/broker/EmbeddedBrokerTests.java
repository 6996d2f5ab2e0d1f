package org.countersign.workflows.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedBrokerTests {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "5, 16", "6, 30", "1000, 30"})
    void waitsLongerAfterEachDeathButNeverMoreThanHalfAMinute(int deaths, long seconds) {
        assertThat(EmbeddedBroker.pauseAfter(deaths)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
