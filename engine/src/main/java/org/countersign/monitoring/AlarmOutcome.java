package org.countersign.monitoring;

/** What people made of an alarm. */
public enum AlarmOutcome {
    /** There is a reason for the gap that may stand; watching starts anew. */
    KEPT,
    /** Everything the model version ever proposed was withdrawn. */
    RECALLED
}
