package org.countersign.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that {@link PolicyCheck} noticed.
 *
 * @param rule id of the rule, or its name where it has no readable id; empty where it is about the whole text
 * @param other id of the other rule that it is about too; empty where there is none
 * @param path which part of the rule's condition, by index from the top: empty for the whole rule, {@code [1, 0]} for the
 *     first part of its second part
 * @param place where that stands in the text; null where no text was checked
 * @param message one or two sentences: what is wrong, and what would help
 */
public record PolicyRemark(
        Kind kind,
        String rule,
        String other,
        List<Integer> path,
        @Nullable Place place,
        String message) {

    /** What sort of thing it is. */
    public enum Kind {
        /** The text is not in the policy language. */
        UNREADABLE(true),
        /** Two rules have one id or one name. */
        DUPLICATE(true),
        /** The condition contradicts itself. */
        NEVER_HOLDS(true),
        /** One of several alternatives contradicts the rest of the condition. */
        UNREACHABLE(false),
        /** A condition follows from the others and changes nothing. */
        NEEDLESS(false),
        /** Whenever the rule hits, another one hits with the same or a stronger effect. */
        SUBSUMED(false),
        /** Two rules say different things of exactly the same suggestions. */
        CONFLICT(false),
        /** Between the ranges of two rules lie values that neither speaks of. */
        GAP(false),
        /** Cases are missing. */
        NO_CASE(false),
        /** A fact that no producer has sent. */
        NEVER_SENT(false),
        /** A group of reviewers that nobody is in. */
        NOBODY(false);

        private final boolean error;

        Kind(boolean error) {
            this.error = error;
        }

        /** Whether a policy with it cannot be put in force; else it is a question to its author. */
        public boolean isError() {
            return error;
        }
    }

    public PolicyRemark {
        path = List.copyOf(path);
    }

    /** Whether the author of a rule should read it. */
    public boolean isAbout(String id) {
        return rule.equals(id) || other.equals(id);
    }

    /** The same with its place in a text. */
    public PolicyRemark at(@Nullable Place found) {
        return new PolicyRemark(kind, rule, other, path, found, message);
    }
}
