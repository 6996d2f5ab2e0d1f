package org.countersign.operations;

/**
 * An operator wants a new process instance for a suggestion.
 *
 * @param instanceKey of the one that is to be ended; 0 where none has answered
 * @param entry the log entry that says who and why
 */
public record RestartRequested(String suggestionId, int generation, long instanceKey, String entry) {}
