package org.countersign.security;

import java.time.Duration;
import org.springframework.security.authentication.AccountStatusException;

/** A login that was not even tried, since too many wrong passwords came before it. */
final class TooManyGuesses extends AccountStatusException {

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    TooManyGuesses(String address, Duration pause) {
        super("Too many wrong passwords from " + address + "; the next attempt is possible in " + pause.toSeconds()
                + " s.");
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }
}
