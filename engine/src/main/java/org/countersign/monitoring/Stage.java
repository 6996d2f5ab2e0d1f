package org.countersign.monitoring;

/** Where on the way from a model to a customer somebody can drop out, in order. */
public enum Stage {
    /** Whom the model favours, of those it could have. */
    MODEL,
    /** Who is left once policies have blocked. */
    POLICY,
    /** Who is left once people have decided, of those they were asked about. */
    HUMAN,
    /** Who got a slot, of those who waited for one. */
    ALLOCATION,
    /** Who was published, of what had become ready for it. */
    PUBLICATION
}
