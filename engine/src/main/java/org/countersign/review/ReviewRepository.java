package org.countersign.review;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reviews one at a time; queues and lists are SQL in {@link ReviewRows}. */
interface ReviewRepository extends Repository<Review, UUID> {

    Optional<Review> findById(UUID id);

    @Query("select r from Review r where r.suggestion = :suggestion and r.outcome is null")
    Optional<Review> findOpen(UUID suggestion);

    /** The open reviews of these suggestions, with the decisions on them. */
    @Query(
            "select r from Review r left join fetch r.decisions where r.suggestion in :suggestions and r.outcome is null")
    List<Review> findOpenAmong(Collection<UUID> suggestions);

    List<Review> findBySuggestionOrderByOpenedAt(UUID suggestion);

    List<Review> findByIdIn(Collection<UUID> ids);

    /** A new one; what was read is written by {@link #flush}. */
    Review save(Review review);

    void flush();
}
