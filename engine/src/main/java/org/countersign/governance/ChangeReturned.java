package org.countersign.governance;

/** A submitted revision is submitted no more: it was edited, or the change was given up. */
public record ChangeReturned(ChangeId id, int revision) {}
