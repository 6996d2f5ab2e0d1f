package org.countersign.suggestion;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Rows for change, each locked until the transaction ends. */
interface SuggestionRepository extends Repository<Suggestion, UUID> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Suggestion s where s.id = :id")
    Optional<Suggestion> lock(UUID id);

    /** Locks in the order of ids, so that two who lock many never wait for each other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Suggestion s where s.subject = :subject order by s.id")
    List<Suggestion> lockBySubject(UUID subject);

    Suggestion saveAndFlush(Suggestion suggestion);
}
