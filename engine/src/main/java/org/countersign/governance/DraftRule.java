package org.countersign.governance;

import java.util.List;
import org.countersign.policy.DrlError;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyRule;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a draft has it.
 *
 * @param before in the version the draft starts from; null where the draft adds it
 * @param text as DRL, exactly as it was saved; null where the draft removes it
 * @param after the same read; null where it is removed or unreadable
 * @param errors why it is unreadable
 * @param cases what it must say, as the draft has them
 */
public record DraftRule(
        String id,
        @Nullable PolicyRule before,
        @Nullable String text,
        @Nullable PolicyRule after,
        List<DrlError> errors,
        List<PolicyCase> cases,
        boolean casesChanged) {

    public DraftRule {
        errors = List.copyOf(errors);
        cases = List.copyOf(cases);
    }

    /** What a draft does to a rule. */
    public enum Fate {
        SAME,
        CHANGED,
        ADDED,
        REMOVED,
        /** Its text has errors. */
        UNREADABLE
    }

    public Fate fate() {
        if (text == null) {
            return Fate.REMOVED;
        }
        if (after == null) {
            return Fate.UNREADABLE;
        }
        if (before == null) {
            return Fate.ADDED;
        }
        return after.equals(before) ? Fate.SAME : Fate.CHANGED;
    }

    /** Whether the draft leaves rule and cases as they are. */
    public boolean isUntouched() {
        return fate() == Fate.SAME && !casesChanged;
    }

    /** Its name now, or what it was. */
    public String name() {
        if (after != null) {
            return after.name();
        }
        return before == null ? id : before.name();
    }

    /** The text in the version the draft starts from; empty where the draft adds it. */
    public String textBefore() {
        return before == null ? "" : DrlWriter.write(before);
    }
}
