package org.countersign.consent;

/** What the register knows of one purpose and channel. No row at all is unknown, never granted. */
public enum ConsentStatus {
    GRANTED,
    WITHDRAWN,
    OBJECTED,
    RESTRICTED
}
