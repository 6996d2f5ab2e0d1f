package org.countersign.policy;

/** What a rule has taken out before anything is served. */
public enum Redaction {
    /** Card and account numbers, e-mail addresses and telephone numbers, in any text of the content. */
    PERSONAL_DATA,
    /** The subject line of the message. */
    SUBJECT_LINE,
    /** The reason that is told to the customer beside a recommendation. */
    REASON,
    /** Age band and time zone of the audience, and the reference of a single customer. */
    AUDIENCE_DETAILS
}
