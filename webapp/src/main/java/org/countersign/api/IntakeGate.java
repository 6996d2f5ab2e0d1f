package org.countersign.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.countersign.operations.Operations;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * Lets in at once what memory, disk and process engine bear, and tells everyone else when to come again (RFC 6585,
 * section 4). What was let in is never given up for what comes later.
 */
@Component
class IntakeGate {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(10);
    private static final Duration MUCH_LATER = Duration.ofMinutes(1);
    private static final int KIBIBYTE = 1024;

    private final Semaphore kibibytes;
    private final Semaphore uploads;
    private final IntakeSettings settings;
    private final Operations operations;

    IntakeGate(IntakeSettings settings, Operations operations) {
        this.kibibytes = new Semaphore(Math.toIntExact(settings.bodies().toKilobytes()));
        this.uploads = new Semaphore(settings.uploads());
        this.settings = settings;
        this.operations = operations;
    }

    /** A place inside; closing it lets the next one in. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A place for a JSON body, which is held in memory.
     *
     * @param length as the request tells it; negative for unknown
     * @param limit the longest that is accepted, in bytes
     */
    Place forBody(long length, int limit) {
        requireEngineKeepsUp();
        return forDryRun(length, limit);
    }

    /** The same for one of which the process engine hears nothing. */
    Place forDryRun(long length, int limit) {
        int size = (int) Math.min(length < 0 ? limit : length, limit) / KIBIBYTE + 1;
        if (!kibibytes.tryAcquire(size)) {
            throw tooMuch(SOON, "Other suggestions are being read and leave no room for this body just now.");
        }
        return () -> kibibytes.release(size);
    }

    /** A place for an upload, which is held in a file. */
    Place forUpload() {
        requireEngineKeepsUp();
        if (!uploads.tryAcquire()) {
            throw tooMuch(
                    LATER,
                    settings.uploads() + " uploads are being taken in, as many as are accepted at the same time.");
        }
        return uploads::release;
    }

    private void requireEngineKeepsUp() {
        long waiting = operations.engine().waitingCommands();
        if (waiting > settings.backlog()) {
            throw tooMuch(
                    MUCH_LATER,
                    waiting + " commands wait for the process engine; nothing is taken in while more than "
                            + settings.backlog() + " do.");
        }
    }

    private static ErrorResponseException tooMuch(Duration wait, String why) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.TOO_MANY_REQUESTS,
                why + " Nothing was taken in. Send it again after " + wait.toSeconds() + " s.");
        ErrorResponseException refusal = new ErrorResponseException(HttpStatus.TOO_MANY_REQUESTS, problem, null);
        refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()));
        return refusal;
    }
}
