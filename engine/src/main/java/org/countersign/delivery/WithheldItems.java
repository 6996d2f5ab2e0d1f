package org.countersign.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door of what the log published and the feed does not show. Its suggestion is PUBLISHED, as the log says, and
 * no customer sees it: whoever tells people where suggestions stand asks here too. An item is withheld until it is
 * withdrawn.
 */
@Service
public class WithheldItems {

    private final ContentRows rows;
    private final Suggestions suggestions;

    WithheldItems(ContentRows rows, Suggestions suggestions) {
        this.rows = rows;
        this.suggestions = suggestions;
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<Withheld> newest(int limit) {
        return rows.withheld(limit);
    }

    /** Of these suggestions, by suggestion, oldest first; those of which the feed shows everything are left out. */
    @Transactional(readOnly = true)
    public Map<SuggestionId, List<Withheld>> of(Collection<SuggestionId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : rows.withheld(ids).stream().collect(Collectors.groupingBy(Withheld::suggestion));
    }

    /** How many suggestions of an upload have items that are withheld. */
    @Transactional(readOnly = true)
    public int in(BatchId batch) {
        Set<SuggestionId> withheld = rows.withheldSuggestions();
        return withheld.isEmpty()
                ? 0
                : Math.toIntExact(suggestions.batchesOf(withheld).values().stream()
                        .filter(batch::equals)
                        .count());
    }
}
