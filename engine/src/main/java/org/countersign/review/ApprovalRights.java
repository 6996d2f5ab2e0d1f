package org.countersign.review;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may not approve for the time being. To reject or to ask for changes remains open to everybody. */
@Service
public class ApprovalRights {

    private final JdbcClient sql;
    private final AuditEntries log;
    private final Clock clock;

    ApprovalRights(JdbcClient sql, AuditEntries log, Clock clock) {
        this.sql = sql;
        this.log = log;
        this.clock = clock;
    }

    /** Everybody whose right is suspended, by name. */
    @Transactional(readOnly = true)
    public List<Suspension> suspended() {
        return sql.sql("select person, since, reason from approval_suspension order by person")
                .query((row, n) -> new Suspension(
                        row.getString("person"), row.getTimestamp("since").toInstant(), row.getString("reason")))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Suspension> of(String person) {
        return suspended().stream()
                .filter(suspension -> suspension.person().equals(person))
                .findFirst();
    }

    /**
     * Suspends the right; where it is suspended already, nothing changes.
     *
     * @throws Refusal.Invalid without a reason
     */
    @Transactional
    public void suspend(Actor by, String person, String reason) {
        requireReason(reason);
        if (of(person).isPresent()) {
            return;
        }
        EntryId entry = log.append(entry(EntryType.APPROVAL_RIGHT_SUSPENDED, by, person, reason));
        sql.sql("""
                        insert into approval_suspension (person, since, reason, entry)
                        values (:person, :since, :reason, :entry) on conflict do nothing
                        """)
                .param("person", person)
                .param("since", Timestamp.from(clock.instant()))
                .param("reason", reason.strip())
                .param("entry", entry.value())
                .update();
    }

    /**
     * Gives the right back; where it is not suspended, nothing changes.
     *
     * @throws Refusal.Invalid without a reason
     * @throws Refusal.NotAllowed to oneself
     */
    @Transactional
    public void restore(Actor by, String person, String reason) {
        requireReason(reason);
        if (by.kind() == Actor.Kind.PERSON && by.name().equals(person)) {
            throw new Refusal.NotAllowed(
                    "own-right", person + " cannot give back the own right to approve; someone else must.");
        }
        int restored = sql.sql("delete from approval_suspension where person = :person")
                .param("person", person)
                .update();
        if (restored > 0) {
            log.append(entry(EntryType.APPROVAL_RIGHT_RESTORED, by, person, reason));
        }
    }

    /** @throws Refusal.NotAllowed if this is an approval and the person's right is suspended */
    void require(String person, Decision decision) {
        if (decision == Decision.APPROVE) {
            of(person).ifPresent(suspension -> {
                throw new Refusal.NotAllowed(
                        "approval-right-suspended",
                        "The right of " + person + " to approve is suspended since " + suspension.since() + ": "
                                + suspension.reason());
            });
        }
    }

    private static NewEntry entry(EntryType type, Actor by, String person, String reason) {
        // Staff are named beside the log only, where a name can be forgotten.
        return NewEntry.of(type, "staff:approval-rights", by, Map.of())
                .withPayload(
                        Json.MAPPER.createObjectNode().put("person", person).put("reason", reason.strip()));
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new Refusal.Invalid(
                    "The right to approve is not changed without a reason.",
                    List.of(new FieldError("/reason", "Write why; auditors read it.")));
        }
    }
}
