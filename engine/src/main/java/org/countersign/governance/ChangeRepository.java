package org.countersign.governance;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Changes one at a time, and the few that are open. */
interface ChangeRepository extends Repository<Change, UUID> {

    Optional<Change> findById(UUID id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Change c where c.id = :id")
    Optional<Change> lock(UUID id);

    @Query("select c from Change c where c.state not in (ACTIVE, DISCARDED) order by c.number desc")
    List<Change> open();

    @Query("select c from Change c where c.glassUntil is not null and c.glassReview is null order by c.glassUntil")
    List<Change> withReviewDue();

    @Query("select c from Change c where c.shadowSince is not null order by c.number")
    List<Change> inShadow();

    @Query("select c from Change c where c.state in (ACTIVE, DISCARDED) order by c.number desc")
    List<Change> closed(Limit limit);

    @Query("select c from Change c where c.activation = :activation")
    Optional<Change> activated(long activation);

    @Query(value = "select nextval('policy_change_number')", nativeQuery = true)
    long nextNumber();

    Change saveAndFlush(Change change);
}
