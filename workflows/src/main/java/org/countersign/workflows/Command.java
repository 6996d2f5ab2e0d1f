package org.countersign.workflows;

import java.util.Map;

/** Something the process engine is to be told. Variables are ids, flags and due times only. */
sealed interface Command {

    /**
     * Whether it goes before what is not urgent in other lanes. What a person did, and what concerns many suggestions,
     * is: ten thousand messages that a change of policies causes must not keep its rollback waiting.
     */
    default boolean urgent() {
        return true;
    }

    /**
     * A message that starts a process or moves one on.
     *
     * @param correlationKey the same as in the model; empty where the message only starts instances
     * @param id the engine drops a second message of this id while it remembers the first
     */
    record Message(String name, String correlationKey, String id, Map<String, Object> variables) implements Command {

        @Override
        public boolean urgent() {
            return !Messages.ABOUT_ONE_SUGGESTION.contains(name);
        }
    }

    /** A person has done what the user task's job waits for. */
    record Completion(long jobKey, Map<String, Object> variables) implements Command {}

    /** A job that we hold back is to be given out again at once. */
    record Reactivation(long jobKey) implements Command {}

    /** An instance was given up. */
    record Cancellation(long instanceKey) implements Command {}
}
