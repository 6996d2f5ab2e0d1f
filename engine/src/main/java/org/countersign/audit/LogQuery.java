package org.countersign.audit;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor asks the log; null and empty mean any.
 *
 * @param who part of a name: of a person, a client or a part of the system
 * @param what types of entries
 * @param from not before
 * @param to before
 * @param subject what it is about, for example {@code suggestion:7f3a}
 * @param text words in the entry or in what it commits to, or how they begin: of a reason, a rule, a policy version
 */
public record LogQuery(
        @Nullable String who,
        Set<EntryType> what,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String subject,
        @Nullable String text) {

    /** Everything. */
    public static final LogQuery ALL = new LogQuery(null, Set.of(), null, null, null, null);

    public LogQuery {
        what = Set.copyOf(what);
    }

    /** Whether it asks for anything less than everything. */
    public boolean isNarrow() {
        return !equals(ALL);
    }
}
