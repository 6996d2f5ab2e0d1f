package org.countersign.governance;

/** What became of a change that broke the glass. */
public enum GlassReview {
    /** A second officer has approved it afterwards. */
    KEPT,
    /** A second officer has taken it back. */
    REVERTED,
    /** Nobody reviewed it before its time was up, so it was taken back. */
    LAPSED
}
