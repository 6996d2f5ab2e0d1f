package org.countersign.allocation;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Plans one at a time; their placements and lists are SQL. */
interface PlanRepository extends Repository<Plan, UUID> {

    Optional<Plan> findById(UUID id);

    /** Locked until the transaction ends, so that of two planners the second sees what the first did. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select p from Plan p where p.id = :id")
    Optional<Plan> lock(UUID id);

    Optional<Plan> findByRequestKey(String requestKey);

    boolean existsByState(PlanState state);

    Plan saveAndFlush(Plan plan);
}
