package org.countersign.review;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.countersign.shared.Page;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.springframework.stereotype.Component;

/** The queue of open reviews, with what each is about and who is looking at it. */
@Component
class ReviewQueue {

    private static final int LARGEST_PAGE = 200;

    private final ReviewRepository repository;
    private final ReviewRows rows;
    private final Suggestions suggestions;
    private final Clock clock;

    ReviewQueue(ReviewRepository repository, ReviewRows rows, Suggestions suggestions, Clock clock) {
        this.repository = repository;
        this.rows = rows;
        this.suggestions = suggestions;
        this.clock = clock;
    }

    /** Those after {@code after}, at most {@code limit}. */
    Page<ReviewTask> page(Reviewer person, QueueFilter filter, long after, int limit) {
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<ReviewRows.Place> places = rows.queue(person, filter, after, size + 1);
        List<ReviewRows.Place> shown = places.subList(0, Math.min(size, places.size()));
        String next = places.size() > size ? String.valueOf(shown.getLast().seq()) : null;
        return new Page<>(tasks(shown.stream().map(ReviewRows.Place::review).toList()), next);
    }

    private List<ReviewTask> tasks(List<UUID> ids) {
        Map<UUID, List<ReviewView.Look>> looking = rows.looking(ids, clock.instant());
        List<Review> reviews = repository.findByIdIn(ids);
        Map<SuggestionId, SuggestionView> about =
                suggestions.getAll(reviews.stream().map(Review::suggestion).toList());
        Map<UUID, ReviewTask> tasks = new HashMap<>();
        for (Review review : reviews) {
            UUID id = review.id().value();
            ReviewView view = review.view(looking.getOrDefault(id, List.of()));
            tasks.put(id, new ReviewTask(view, Objects.requireNonNull(about.get(review.suggestion()))));
        }
        return ids.stream().map(tasks::get).filter(Objects::nonNull).toList();
    }
}
