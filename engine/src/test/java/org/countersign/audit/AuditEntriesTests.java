package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Sha256;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@EngineTest
class AuditEntriesTests {

    private static final Actor ANA = Actor.person("ana@example.com");

    @Autowired
    private AuditEntries entries;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void writesCanonicalBytesOfStringsOnly() {
        EntryId first = append(entry("one"));
        EntryId second = append(entry("two").after(first));

        String leaf = new String(leafOf(second), StandardCharsets.UTF_8);

        assertThat(leaf)
                .startsWith("{\"actor\":\"CLIENT:ml-team\",\"at\":\"")
                .contains("\"facts\":{\"revision\":\"1\"},\"id\":\"" + second + "\",\"previous\":[\"" + first + "\"],"
                        + "\"subject\":\"suggestion:two\",\"type\":\"RECEIPT\",\"version\":\"1\"}");
        assertThat(Json.canonical(Json.MAPPER.readTree(leaf))).isEqualTo(leafOf(second));
    }

    @Test
    @Tag("A10")
    void leavesNothingBehindWhenTheDecisionRollsBack() {
        EntryId[] id = new EntryId[1];

        transaction.executeWithoutResult(status -> {
            id[0] = entries.append(entry("undone").withPayload(secret()));
            status.setRollbackOnly();
        });

        assertThat(count("audit_written", id[0])).isZero();
        assertThat(count("audit_payload", id[0])).isZero();
    }

    @Test
    @Tag("A10")
    void takesTheDecisionBackWhenItsEntryIsRefused() {
        UUID decision = UUID.randomUUID();

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("insert into audit_actor (name, id) values (?, ?)")
                            .params("decided-" + decision, decision)
                            .update();
                    entries.append(NewEntry.of(
                            EntryType.RECEIPT, "suggestion:a", Actor.client("ml team"), Map.of("revision", "1")));
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(jdbc.sql("select count(*) from audit_actor where id = ?")
                        .param(decision)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void refusesToWriteOutsideATransaction() {
        assertThatThrownBy(() -> entries.append(entry("alone"))).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void keepsOnlyASaltedCommitmentOfThePayloadInTheLog() {
        EntryId id = append(entry("private").withPayload(secret()));

        byte[] salt = bytes("select salt from audit_payload where entry_id = ?", id);
        byte[] payload = bytes("select payload from audit_payload where entry_id = ?", id);
        JsonNode leaf = Json.MAPPER.readTree(leafOf(id));

        assertThat(new String(leafOf(id), StandardCharsets.UTF_8)).doesNotContain("Maria");
        assertThat(payload).isEqualTo(Json.canonical(secret()));
        assertThat(leaf.path("commitment").stringValue())
                .isEqualTo(Base64.getEncoder().encodeToString(Sha256.of(salt, payload)));
    }

    @Test
    void namesMembersOfStaffByAnIdThatMeansNothingOutside() {
        EntryId first = append(NewEntry.of(EntryType.REVIEW_DECISION, "suggestion:a", ANA, Map.of()));
        EntryId second = append(NewEntry.of(EntryType.REVIEW_DECISION, "suggestion:b", ANA, Map.of()));

        String actor = Json.MAPPER.readTree(leafOf(first)).path("actor").stringValue();

        assertThat(actor).matches("PERSON:[0-9a-f-]{36}");
        assertThat(Json.MAPPER.readTree(leafOf(second)).path("actor").stringValue())
                .isEqualTo(actor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maria@example.com",
                "+49301234567",
                "0049301234567",
                "030-1234567",
                "030/1234567",
                "Maria Lopez",
                "José",
                "",
                "a\"b",
                "line\nbreak"
            })
    void refusesFactsThatAreNoCodes(String value) {
        Map<String, String> facts = Map.of("note", value);

        assertThatThrownBy(() -> NewEntry.of(EntryType.RECEIPT, "suggestion:a", Actor.system("test"), facts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Fact note");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRICE_OFFER",
                "2251799813685249",
                "0.83",
                "-4.5E-7",
                "2026-11-24T00:00:00Z",
                "2026.10.15",
                "3.2.0-rc1",
                "PRV-01,CHD-04",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
            })
    void acceptsIdsCodesHashesTimesAndNumbers(String value) {
        assertThat(NewEntry.isCode(value)).isTrue();
    }

    @Test
    void refusesFactsAsLongAsProse() {
        assertThat(NewEntry.isCode("x".repeat(1024))).isTrue();
        assertThat(NewEntry.isCode("x".repeat(1025))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit_entry", "audit_node", "audit_checkpoint"})
    @Tag("A12")
    void theApplicationMayNeitherChangeNorDeleteWhatTheLogHolds(String table) {
        String column = jdbc.sql(
                        "select column_name from information_schema.columns where table_name = ? and is_identity = 'NO' limit 1")
                .param(table)
                .query(String.class)
                .single();
        List<String> attempts = List.of(
                "update " + table + " set " + column + " = " + column, "delete from " + table, "truncate " + table);

        assertThat(attempts)
                .allSatisfy(sql -> assertThatThrownBy(() -> jdbc.sql(sql).update())
                        .isInstanceOf(DataAccessException.class)
                        .hasStackTraceContaining("permission denied"));
    }

    @Test
    @Tag("A12")
    void theApplicationMayTakeAWaitingEntryOutOnlyIntoTheLog() {
        EntryId waiting = append(NewEntry.of(EntryType.RECEIPT, "suggestion:w", Actor.system("test"), Map.of()));

        assertThatThrownBy(() -> jdbc.sql("delete from audit_pending where entry_id = ?")
                        .param(waiting.value())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("an entry leaves it only for the log");
        assertThatThrownBy(() -> jdbc.sql("update audit_pending set leaf = ''").update())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> jdbc.sql("truncate audit_pending").update())
                .hasStackTraceContaining("permission denied");
        assertThat(entries.find(waiting)).isPresent();
    }

    private EntryId append(NewEntry entry) {
        EntryId id = transaction.execute(status -> entries.append(entry));
        assertThat(id).isNotNull();
        return id;
    }

    private byte[] leafOf(EntryId id) {
        return bytes("select leaf from audit_written where entry_id = ?", id);
    }

    private byte[] bytes(String sql, EntryId id) {
        return jdbc.sql(sql).param(id.value()).query(byte[].class).single();
    }

    private long count(String table, EntryId id) {
        return jdbc.sql("select count(*) from " + table + " where entry_id = ?")
                .param(id.value())
                .query(Long.class)
                .single();
    }

    private static NewEntry entry(String suggestion) {
        return NewEntry.of(
                EntryType.RECEIPT, "suggestion:" + suggestion, Actor.client("ml-team"), Map.of("revision", "1"));
    }

    private static JsonNode secret() {
        return Json.MAPPER.createObjectNode().put("reason", "Maria called, she is pregnant");
    }
}
