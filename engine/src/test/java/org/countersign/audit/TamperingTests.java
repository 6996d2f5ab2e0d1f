package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.archive.Archives;
import org.countersign.proof.Checkpoint;
import org.countersign.proof.Hash;
import org.countersign.proof.InclusionProof;
import org.countersign.proof.ProofRejectedException;
import org.countersign.shared.Actor;
import org.countersign.testing.EngineTest;
import org.countersign.testing.TestDatabase;
import org.countersign.verifier.ExportVerifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody with the owner's or even the administrator's rights on the database rewrites history. */
@EngineTest
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class TamperingTests {

    @Autowired
    private AuditEntries entries;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private Proofs proofs;

    @Autowired
    private TransactionTemplate transaction;

    @Value("${spring.datasource.url}")
    private String url;

    @Autowired
    private Archives archives;

    @TempDir
    private Path directory;

    @Test
    @Tag("A12")
    void isRefusedToTheOwnerOfTheTables() {
        JdbcClient owner =
                JdbcClient.create(new DriverManagerDataSource(url, "countersign_owner", "countersign_owner"));

        assertThatThrownBy(() -> owner.sql("update audit_entry set leaf = ''").update())
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("audit_entry is append-only: UPDATE refused");
        assertThatThrownBy(() -> owner.sql("delete from audit_checkpoint").update())
                .hasStackTraceContaining("audit_checkpoint is append-only: DELETE refused");
        assertThatThrownBy(() -> owner.sql("truncate audit_node").update())
                .hasStackTraceContaining("audit_node is append-only: TRUNCATE refused");
    }

    @Test
    @Tag("A06")
    void aFlippedBitInALeafIsNamedByItsProof() {
        EntryId id = sequenced();
        InclusionProof proof = proofs.of(id).inclusion();
        TestDatabase.rewrite(url, "update audit_entry set leaf = set_byte(leaf, 0, 90) where entry_id = '" + id + "'");

        Hash changed = Hash.leaf(leafOf(id));

        assertThat(changed).isNotEqualTo(proof.leafHash());
        assertThatThrownBy(() ->
                        new InclusionProof(proof.index(), proof.size(), changed, proof.hashes(), proof.root()).verify())
                .isInstanceOf(ProofRejectedException.class)
                .hasMessageContaining("Entry " + proof.index());
    }

    @Test
    void anEntryThatWasChangedInTheDatabaseIsNamedInTheExport() throws IOException {
        EntryId id = sequenced();
        long index = proofs.of(id).inclusion().index();
        TestDatabase.rewrite(
                url,
                "update audit_entry set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '\"revision\":\"1\"', "
                        + "'\"revision\":\"2\"'), 'UTF8') where entry_id = '" + id + "'");
        Path file = directory.resolve("log.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            archives.writeLog(Actor.client("auditor"), out);
        }

        ExportVerifier.Report report =
                new ExportVerifier(Set.of(checkpoints.publicKey()), Set.of(), List.of()).verify(file);

        assertThat(report.findings().errors().getFirst()).startsWith("Entry " + index + ": its bytes have leaf hash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_node set hash = sha256('forged'::bytea) where level = 4 and position = "
                        + "(select max(position) from audit_node where level = 4)",
                "delete from audit_node where level = 4 and position = "
                        + "(select max(position) from audit_node where level = 4)",
                "update audit_entry set leaf_hash = sha256('forged'::bytea) where log_index = (select max(log_index) from audit_entry)"
            })
    void aRewrittenTreeIsNotSignedOn(String rewriting) {
        // Sixteen leaves, four and one at the right edge: what is rewritten is what the tree goes on from.
        while (checkpoints.latest().size() % 32 != 21) {
            append();
            sequencer.sequence();
        }
        Checkpoint before = checkpoints.latest();
        TestDatabase.rewrite(url, rewriting);
        append();

        assertThatThrownBy(sequencer::sequence).isInstanceOf(IllegalStateException.class);
        assertThat(checkpoints.latest()).isEqualTo(before);
    }

    @Test
    void aLogCutShortIsNotSignedOn() {
        sequenced();
        long last = checkpoints.latest().size();
        sequenced();
        TestDatabase.rewrite(url, "delete from audit_checkpoint where size > " + last);
        TestDatabase.rewrite(url, "delete from audit_node where (position + 1) * (1::bigint << level) > " + last);
        TestDatabase.rewrite(url, "delete from audit_entry where log_index >= " + last);
        append();

        assertThatThrownBy(sequencer::sequence)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no continuation of what was signed before");
    }

    @Test
    void aCheckpointOfAnotherKeyIsNotBuiltOn() {
        sequenced();
        TestDatabase.rewrite(url, "update audit_checkpoint set note = replace(note, '— ', '— x')");
        append();

        assertThatThrownBy(sequencer::sequence)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Put back the key");
    }

    private EntryId sequenced() {
        EntryId id = append();
        append();
        sequencer.sequence();
        return id;
    }

    private EntryId append() {
        EntryId id = transaction.execute(status -> entries.append(
                NewEntry.of(EntryType.RECEIPT, "suggestion:a", Actor.system("test"), Map.of("revision", "1"))));
        assertThat(id).isNotNull();
        return id;
    }

    private byte[] leafOf(EntryId id) {
        return JdbcClient.create(TestDatabase.administrator(url))
                .sql("select leaf from audit_entry where entry_id = ?")
                .param(id.value())
                .query(byte[].class)
                .single();
    }
}
