package org.countersign.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GuessesTests {

    private static final String HOME = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.7";

    private final Watch watch = new Watch();
    private final Guesses guesses = new Guesses(watch);

    @Test
    void letsFiveWrongPasswordsPassAndNoSixth() {
        wrong(4, "ana", HOME);
        assertThat(guesses.pause("ana", HOME)).isEmpty();

        wrong(1, "ana", HOME);
        assertThat(guesses.pause("ana", HOME)).contains(Duration.ofMinutes(15));
    }

    @Test
    void opensAgainFifteenMinutesAfterTheFirst() {
        wrong(1, "ana", HOME);
        watch.pass(Duration.ofMinutes(10));
        wrong(4, "ana", HOME);
        assertThat(guesses.pause("ana", HOME)).contains(Duration.ofMinutes(5));

        watch.pass(Duration.ofMinutes(5));
        assertThat(guesses.pause("ana", HOME)).isEmpty();
    }

    @Test
    void takesANameForTheSameInAnyCase() {
        wrong(3, "ana", HOME);
        wrong(2, " ANA ", HOME);

        assertThat(guesses.pause("Ana", HOME)).isPresent();
    }

    @Test
    void forgivesWhoKnowsThePasswordInTheEnd() {
        wrong(4, "ana", HOME);
        guesses.right("ana", HOME);
        wrong(4, "ana", HOME);

        assertThat(guesses.pause("ana", HOME)).isEmpty();
    }

    @Test
    void aStrangerLocksOutNeitherTheNameElsewhereNorOthersAtTheSameAddress() {
        wrong(5, "ana", ELSEWHERE);

        assertThat(guesses.pause("ana", HOME)).isEmpty();
        assertThat(guesses.pause("ben", ELSEWHERE)).isEmpty();
    }

    @Test
    void stopsOnePasswordTriedOnManyNamesButNotWhoCameFromThereBefore() {
        guesses.right("ben", ELSEWHERE);
        for (int i = 0; i < 50; i++) {
            wrong(1, "name" + i, ELSEWHERE);
        }

        assertThat(guesses.pause("ana", ELSEWHERE)).isPresent();
        assertThat(guesses.pause("ben", ELSEWHERE)).isEmpty();
        assertThat(guesses.pause("ana", HOME)).isEmpty();
    }

    @Test
    void stopsManyMachinesAtOneAccountButNotItsOwner() {
        guesses.right("ana", HOME);
        for (int i = 0; i < 49; i++) {
            wrong(1, "ana", "203.0.113." + i);
        }
        assertThat(guesses.pause("ana", ELSEWHERE)).isEmpty();

        wrong(1, "ana", "203.0.113.200");
        assertThat(guesses.pause("ana", ELSEWHERE)).isPresent();
        assertThat(guesses.pause("ana", HOME)).isEmpty();
    }

    @Test
    void takesOneSubscribersIpv6AddressesForOne() {
        for (int i = 0; i < 5; i++) {
            wrong(1, "ana", "2001:db8:1:2::" + i);
        }

        assertThat(guesses.pause("ana", "2001:db8:1:2:ffff::1")).isPresent();
        assertThat(guesses.pause("ana", "2001:db8:1:3::1")).isEmpty();
    }

    private void wrong(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            guesses.wrong(name, address);
        }
    }

    private static final class Watch extends Clock {

        private Instant now = Instant.parse("2026-11-25T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
