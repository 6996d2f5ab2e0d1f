package org.countersign.workflows;

import java.util.Map;

/** What came of a job. */
sealed interface JobResult {

    /** The work is done, now or earlier; the process goes on with this flag. */
    record Done(Map<String, Object> flag) implements JobResult {}

    /** The instance must not exist, because another one was first. */
    record Stray() implements JobResult {}

    /** Done, with nothing that the process would have to know. */
    static JobResult done() {
        return new Done(Map.of());
    }

    static JobResult done(String variable, Object value) {
        return new Done(Map.of(variable, value));
    }
}
