package org.countersign.operations;

import java.time.Instant;

/**
 * Whether the process engine answers. Everything but the moves of running processes works without it.
 *
 * @param detail one sentence for an operator: which engine, or what is wrong with it
 * @param since when it came into this state
 * @param waitingCommands how many commands wait to be sent to it
 */
public record EngineStatus(State state, String detail, Instant since, long waitingCommands) {

    /** UNKNOWN: nobody has asked it yet. */
    public enum State {
        UNKNOWN,
        UP,
        DOWN
    }

    static EngineStatus unknown(Instant since) {
        return new EngineStatus(State.UNKNOWN, "The process engine has not been asked yet.", since, 0);
    }
}
