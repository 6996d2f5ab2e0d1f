package org.countersign.monitoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.monitoring.AlarmRule.Reason;
import org.countersign.monitoring.StageCounts.Model;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Ids;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Endings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Alarms and what people decide about them. While one is open, policies know it, and everything its model version proposes
 * goes to a person.
 */
@Service
public class Alarms {

    /** Characters in a reason. */
    public static final int LONGEST_REASON = 2000;

    private static final Actor MONITORING = Actor.system("monitoring");

    private final JdbcClient sql;
    private final AuditEntries log;
    private final Endings endings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** Of this instance of the application, which watches all models like every other one. */
    private final Map<Model, Instant> unwatched = new ConcurrentHashMap<>();

    Alarms(JdbcClient sql, AuditEntries log, Endings endings, ApplicationEventPublisher events, Clock clock) {
        this.sql = sql;
        this.log = log;
        this.endings = endings;
        this.events = events;
        this.clock = clock;
    }

    /** Whether an alarm about this model version waits for a decision. */
    @Transactional(readOnly = true)
    public boolean isOpen(String model, String version) {
        return sql.sql("""
                        select exists (select 1 from alarm
                                        where model_name = :model and model_version = :version and outcome is null)
                        """)
                .param("model", model)
                .param("version", version)
                .query(Boolean.class)
                .single();
    }

    /** How many wait for a decision. */
    @Transactional(readOnly = true)
    public long openCount() {
        return sql.sql("select count(*) from alarm where outcome is null")
                .query(Long.class)
                .single();
    }

    /** Model versions that cannot be watched at the moment, so that the lack of an alarm says nothing of them. */
    public List<Unwatched> unwatched() {
        return unwatched.entrySet().stream()
                .map(each -> new Unwatched(each.getKey().name(), each.getKey().version(), each.getValue()))
                .sorted(Comparator.comparing(Unwatched::since))
                .toList();
    }

    /** A model version that cannot be watched. */
    public record Unwatched(String model, String version, Instant since) {}

    void unwatched(Model model) {
        unwatched.putIfAbsent(model, clock.instant());
    }

    void watched(Model model) {
        unwatched.remove(model);
    }

    /** Open ones first, then the newest; at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<AlarmView> newest(int limit) {
        return sql.sql("select * from alarm order by outcome is not null, seq desc limit :limit")
                .param("limit", limit)
                .query(Alarms::view)
                .list();
    }

    /** @throws Refusal.NotFound if there is none */
    @Transactional(readOnly = true)
    public AlarmView get(AlarmId id) {
        return find(id).orElseThrow(() -> new Refusal.NotFound("alarm", id.toString()));
    }

    /**
     * Ends an alarm: the gap may stand, or everything the model version ever proposed is withdrawn, published or not.
     *
     * @throws Refusal.Invalid without a written reason
     * @throws Refusal.Conflict if somebody else decided already
     */
    @Transactional
    public AlarmView decide(AlarmId id, Actor person, AlarmOutcome outcome, String reason) {
        String written = reason.strip();
        if (written.isEmpty() || written.length() > LONGEST_REASON) {
            throw new Refusal.Invalid(
                    "The decision on an alarm lacks its reason.",
                    List.of(new FieldError(
                            "/reason",
                            written.isEmpty()
                                    ? "Write what you found; auditors read it."
                                    : "The reason has " + written.length() + " characters; at most " + LONGEST_REASON
                                            + " are kept.")));
        }
        AlarmView alarm = get(id);
        if (!end(id, person, outcome, written)) {
            // Read once more: whoever decided may have done so while this waited for it.
            throw new Refusal.Conflict(
                    "alarm-already-decided",
                    "This alarm was decided by " + get(id).decidedBy() + " already. Maybe the page was stale.");
        }
        if (outcome == AlarmOutcome.RECALLED) {
            endings.recall(person, null, alarm.model(), alarm.version(), written);
            // Nothing of the version is left that another alarm could be about.
            openAbout(alarm.model(), alarm.version()).forEach(other -> end(other, person, outcome, written));
        }
        return get(id);
    }

    /** False if it was decided already. */
    private boolean end(AlarmId id, Actor person, AlarmOutcome outcome, String reason) {
        int changed = sql.sql("""
                        update alarm set outcome = :outcome, decided_by = :person, reason = :reason, decided_at = :now
                         where id = :id and outcome is null
                        """)
                .param("outcome", outcome.name())
                .param("person", person.name())
                .param("reason", reason)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id.value())
                .update();
        if (changed == 0) {
            return false;
        }
        log.append(NewEntry.of(EntryType.BIAS_ALARM_DECIDED, "alarm:" + id, person, Map.of("outcome", outcome.name()))
                .after(entryOf(id))
                .withPayload(Json.MAPPER.createObjectNode().put("reason", reason)));
        return true;
    }

    private List<AlarmId> openAbout(String model, String version) {
        return sql.sql("""
                        select id from alarm where model_name = :model and model_version = :version and outcome is null
                         order by seq
                        """)
                .param("model", model)
                .param("version", version)
                .query((row, number) -> new AlarmId(row.getObject(1, UUID.class)))
                .list();
    }

    /** When people last decided on an alarm at this place, so that watching starts anew there. */
    Map<String, Instant> decidedAt(Model model) {
        Map<String, Instant> decided = new HashMap<>();
        sql.sql("""
                        select stage, attribute, max(decided_at) as at from alarm
                         where model_name = :model and model_version = :version and outcome is not null
                         group by stage, attribute
                        """)
                .param("model", model.name())
                .param("version", model.version())
                .query(row -> {
                    decided.put(
                            row.getString("stage") + "/" + row.getString("attribute"),
                            row.getTimestamp("at").toInstant());
                });
        return decided;
    }

    /** Raises it, unless one is open there already. */
    @Transactional
    boolean raise(Model model, Reason reason) {
        UUID id = Ids.next();
        if (isOpenAt(model, reason)) {
            return false;
        }
        EntryId entry = log.append(NewEntry.of(
                        EntryType.BIAS_ALARM,
                        "alarm:" + id,
                        MONITORING,
                        Map.of(
                                "stage",
                                reason.stage().name(),
                                "sign",
                                reason.sign().name()))
                .withPayload(Json.MAPPER
                        .createObjectNode()
                        .put("model", model.name())
                        .put("version", model.version())
                        .put("attribute", reason.attribute())
                        .put("group", reason.group())));
        sql.sql("""
                        insert into alarm (id, model_name, model_version, stage, attribute, grp, better, sign, favoured, eligible,
                                           others_favoured, others_eligible, strength, raised_at, entry)
                        values (:id, :model, :version, :stage, :attribute, :group, :better, :sign, :favoured, :eligible,
                                :othersFavoured, :othersEligible, :strength, :now, :entry)
                        """)
                .param("id", id)
                .param("model", model.name())
                .param("version", model.version())
                .param("stage", reason.stage().name())
                .param("attribute", reason.attribute())
                .param("group", reason.group())
                .param("better", reason.better())
                .param("sign", reason.sign().name())
                .param("favoured", reason.people().favoured())
                .param("eligible", reason.people().eligible())
                .param("othersFavoured", reason.others().favoured())
                .param("othersEligible", reason.others().eligible())
                .param("strength", reason.strength())
                .param("now", Timestamp.from(clock.instant()))
                .param("entry", entry.value())
                .update();
        events.publishEvent(new AlarmRaised(model.name(), model.version()));
        return true;
    }

    private boolean isOpenAt(Model model, Reason reason) {
        return sql.sql("""
                        select exists (select 1 from alarm where model_name = :model and model_version = :version
                           and stage = :stage and attribute = :attribute and grp = :group and outcome is null)
                        """)
                .param("model", model.name())
                .param("version", model.version())
                .param("stage", reason.stage().name())
                .param("attribute", reason.attribute())
                .param("group", reason.group())
                .query(Boolean.class)
                .single();
    }

    private EntryId entryOf(AlarmId id) {
        return new EntryId(sql.sql("select entry from alarm where id = :id")
                .param("id", id.value())
                .query(UUID.class)
                .single());
    }

    private Optional<AlarmView> find(AlarmId id) {
        return sql.sql("select * from alarm where id = :id")
                .param("id", id.value())
                .query(Alarms::view)
                .optional();
    }

    private static AlarmView view(ResultSet row, int number) throws SQLException {
        String outcome = row.getString("outcome");
        Timestamp decidedAt = row.getTimestamp("decided_at");
        return new AlarmView(
                new AlarmId(row.getObject("id", UUID.class)),
                row.getString("model_name"),
                row.getString("model_version"),
                Stage.valueOf(row.getString("stage")),
                row.getString("attribute"),
                row.getString("grp"),
                row.getString("better"),
                AlarmRule.Sign.DRIFT.name().equals(row.getString("sign")),
                row.getDouble("favoured"),
                row.getDouble("eligible"),
                row.getDouble("others_favoured"),
                row.getDouble("others_eligible"),
                row.getTimestamp("raised_at").toInstant(),
                outcome == null ? null : AlarmOutcome.valueOf(outcome),
                row.getString("decided_by"),
                row.getString("reason"),
                decidedAt == null ? null : decidedAt.toInstant());
    }
}
