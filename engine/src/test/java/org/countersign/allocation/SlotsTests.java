package org.countersign.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@EngineTest
class SlotsTests {

    private static final Actor PLANNER = Actor.client("planner");
    private static final Instant NOON = Instant.parse("2030-01-07T12:00:00Z");

    @Autowired
    private Slots slots;

    @Autowired
    private AuditEntries log;

    @Autowired
    private JdbcTemplate sql;

    @Test
    void replacesTheWholeBookAndWritesItIntoTheLogOnce() {
        SlotBook one = new SlotBooks()
                .slot("a", "EMAIL", NOON, 5)
                .slot("b", "WEB", NOON, 6, "DE")
                .book();
        SlotBook other =
                new SlotBooks().slot("b", "WEB", NOON, 7, "DE").atMost("few", 3).book();
        int before = entries();

        slots.replace(PLANNER, one);
        slots.replace(PLANNER, one);
        slots.replace(PLANNER, other);

        assertThat(slots.list(null, 10).items()).isEqualTo(other.slots());
        assertThat(slots.limits()).isEqualTo(other.limits());
        assertThat(entries() - before).isEqualTo(2);
    }

    private int entries() {
        return (int) log.about("slots:book").stream()
                .map(LogEntry::type)
                .filter(EntryType.SLOTS::equals)
                .count();
    }

    @Test
    void pagesById() {
        slots.replace(
                PLANNER,
                new SlotBooks()
                        .slot("x", "WEB", NOON, 1)
                        .slot("y", "WEB", NOON, 1)
                        .book());

        assertThat(slots.list(null, 1).next()).isEqualTo("x");
        assertThat(slots.list("x", 1).items()).extracting(SlotBook.Slot::id).containsExactly("y");
        assertThat(slots.list("x", 1).next()).isNull();
    }

    @Test
    void refusesToTakeASlotAwayFromWhatIsConfirmedInIt() {
        slots.replace(PLANNER, new SlotBooks().slot("kept", "WEB", NOON, 1).book());
        sql.update("""
                insert into slot_plan (id, request_key, state, currency, feasible, total_value, upper_bound, solved_millis,
                    explanations, proposed_at, proposed_entry, version)
                values ('00000000-0000-0000-0000-000000000001', 'k', 'CONFIRMED', 'EUR', true, 1, 1, 1, '{}', now(),
                    '00000000-0000-0000-0000-000000000002', 0)
                """);
        sql.update("""
                insert into slot_placement (plan, suggestion, revision, name, kind, slot, channel, starts, ends, load,
                    cost, value, pinned, state)
                select '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000003', 1, 'n',
                    'PRICE_OFFER', id, channel, starts, ends, 1, 0, 1, false, 'CONFIRMED' from slot where id = 'kept'
                """);

        assertThatThrownBy(() -> slots.replace(PLANNER, new SlotBooks().book()))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("Slot kept has confirmed placements until 2030-01-07T13:00:00Z");
        assertThatThrownBy(() -> slots.replace(
                        PLANNER, new SlotBooks().slot("kept", "EMAIL", NOON, 1).book()))
                .isInstanceOf(Refusal.Conflict.class);
        slots.replace(PLANNER, new SlotBooks().slot("kept", "WEB", NOON, 0).book());

        sql.update("delete from slot_placement");
        sql.update("delete from slot_plan");
    }

    @Test
    void refusesWithAPointerToEachError() {
        SlotBook bad = Json.MAPPER.readValue("""
                {"slots": [{"id": "a", "channel": "WEB", "start": "2030-01-07T12:00:00Z", "end": "2030-01-07T12:00:00Z", "capacity": -1},
                           {"id": "a"}, null],
                 "limits": [{"id": "l", "slots": ["nowhere"], "campaigns": ["c"], "max": 1, "min": 2}]}
                """, SlotBook.class);

        Refusal.Invalid refusal = catchThrowableOfType(Refusal.Invalid.class, () -> slots.replace(PLANNER, bad));

        assertThat(refusal.errors())
                .extracting(FieldError::pointer)
                .isEqualTo(List.of(
                        "/slots/0/end",
                        "/slots/0/capacity",
                        "/slots/1/id",
                        "/slots/1/channel",
                        "/slots/1/start",
                        "/slots/1/end",
                        "/slots/1/capacity",
                        "/slots/2",
                        "/limits/0/slots/0",
                        "/limits/0/campaigns",
                        "/limits/0/measure",
                        "/limits/0/min"));
    }
}
