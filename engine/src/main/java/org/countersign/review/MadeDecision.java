package org.countersign.review;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.audit.EntryId;
import org.countersign.shared.Ids;
import org.jspecify.annotations.Nullable;

/** A decision that was taken, part of its {@link Review}. */
@Entity
@Table(name = "review_decision")
class MadeDecision {

    @Id
    private UUID id;

    private String person;

    @Enumerated(EnumType.STRING)
    private Decision decision;

    @Enumerated(EnumType.STRING)
    private @Nullable ReasonCode code;

    private @Nullable String reason;

    /** The group that an approval was given for; null for anything else. */
    private @Nullable String seat;

    @Convert(converter = ChangesText.class)
    private List<RequestedChange> changes;

    @Column(name = "decided_at")
    private Instant decidedAt;

    private UUID entry;

    @SuppressWarnings("NullAway.Init")
    protected MadeDecision() {}

    /** @param seat that an approval takes */
    MadeDecision(NewDecision decision, @Nullable String seat, EntryId entry, Instant now) {
        this.id = Ids.next();
        this.person = decision.person().name();
        this.decision = decision.decision();
        this.code = decision.code();
        this.reason = decision.reason();
        this.seat = decision.decision() == Decision.APPROVE ? seat : null;
        this.changes = decision.changes();
        this.decidedAt = now;
        this.entry = entry.value();
    }

    String person() {
        return person;
    }

    Decision decision() {
        return decision;
    }

    Instant decidedAt() {
        return decidedAt;
    }

    Optional<String> seat() {
        return Optional.ofNullable(seat);
    }

    ReviewView.Word view() {
        return new ReviewView.Word(person, decision, code, reason, changes, seat, decidedAt, new EntryId(entry));
    }
}
