package org.countersign.governance;

/**
 * A second officer has decided.
 *
 * @param taskKey the process engine's job that waited for it
 */
public record ChangeDecided(ChangeId id, int revision, boolean approved, long taskKey) {}
