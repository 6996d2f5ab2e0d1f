package org.countersign.workflows;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.delivery.Publications;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of suggestions that were decided on together: those that are ready are published together, and those that
 * wait for something get a process of their own. So does each that gives trouble, so that it is listed and tried again
 * without holding up the others.
 */
@Component
class Release {

    private static final Logger log = LoggerFactory.getLogger(Release.class);

    private final Suggestions suggestions;
    private final Publications publications;
    private final ProcessCommands commands;
    private final TransactionTemplate transaction;

    Release(
            Suggestions suggestions,
            Publications publications,
            ProcessCommands commands,
            TransactionTemplate transaction) {
        this.suggestions = suggestions;
        this.publications = publications;
        this.commands = commands;
        this.transaction = transaction;
    }

    /** Publishes those that are APPROVED and want no slot; the others go on in their own process. */
    void release(Collection<SuggestionId> ids) {
        Split split = split(ids);
        List<SuggestionId> trouble = together(split.ready(), publications::publishAll);
        onTheirOwn(Stream.concat(split.waiting().stream(), trouble.stream()).toList());
    }

    /** The same inside the caller's transaction: all of them, or none where one cannot be published. */
    void releaseAll(Collection<SuggestionId> ids) {
        Split split = split(ids);
        publications.publishAll(split.ready());
        onTheirOwn(split.waiting());
    }

    private Split split(Collection<SuggestionId> ids) {
        Map<Boolean, List<SuggestionId>> byReady = suggestions.getAll(ids).values().stream()
                .collect(Collectors.partitioningBy(
                        view -> view.state() == SuggestionState.APPROVED
                                && view.proposal() != null
                                && !view.proposal().wantsSlot(),
                        Collectors.mapping(SuggestionView::id, Collectors.toList())));
        return new Split(byReady.getOrDefault(true, List.of()), byReady.getOrDefault(false, List.of()));
    }

    private record Split(List<SuggestionId> ready, List<SuggestionId> waiting) {}

    /** Does it for all at once or, where that fails, for each alone; returns those that failed alone, too. */
    List<SuggestionId> together(List<SuggestionId> ids, Consumer<List<SuggestionId>> work) {
        if (ids.isEmpty()) {
            return List.of();
        }
        try {
            work.accept(ids);
            return List.of();
        } catch (RuntimeException e) {
            if (ids.size() == 1) {
                log.debug("Suggestion {} goes its own way: {}", ids.getFirst(), e.toString());
                return ids;
            }
            log.debug("{} suggestions one by one: {}", ids.size(), e.toString());
        }
        return ids.stream().flatMap(id -> together(List.of(id), work).stream()).toList();
    }

    /** Gives each a process of its own, unless it has one or needs none. */
    void onTheirOwn(Collection<SuggestionId> ids) {
        if (!ids.isEmpty()) {
            transaction.executeWithoutResult(
                    status -> commands.startOwn(suggestions.getAll(ids).values()));
        }
    }
}
