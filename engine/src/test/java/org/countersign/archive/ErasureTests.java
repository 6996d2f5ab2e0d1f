package org.countersign.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.audit.LogQuery;
import org.countersign.audit.LogSearch;
import org.countersign.audit.Proofs;
import org.countersign.audit.Sequencer;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.consent.Consents;
import org.countersign.consent.SubjectId;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A customer of whom everything is known, from consent to published content, is forgotten. */
@EngineTest
class ErasureTests {

    @Autowired
    private Consents consents;

    @Autowired
    private Desk desk;

    @Autowired
    private AuditEntries log;

    @Autowired
    private LogSearch search;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private Checkpoints checkpoints;

    @Autowired
    private Proofs proofs;

    @Autowired
    private JdbcClient jdbc;

    private final String ref = "maria.schmidt." + UUID.randomUUID().toString().substring(0, 8) + "@example.com";

    @Tag("A13")
    @Test
    void keepsEveryProofAndLeavesNothingInTheDatabaseAndInTheSearch() {
        consents.record(
                Actor.client(Desk.SHOP),
                ref,
                List.of(new Consent(
                        "MARKETING", "ANY", ConsentStatus.GRANTED, Instant.now(), "letter of " + ref, "2026-1")));
        SubjectId subject = consents.find(ref).orElseThrow();
        SuggestionId suggestion =
                desk.screen(Proposals.offer().without("/placement").subject(ref));
        sequencer.sequence();
        List<Long> before = indexes(suggestion.subject(), "subject:" + subject);
        assertThat(found(ref)).isNotEmpty();
        assertThat(tablesWith(ref)).isNotEmpty();

        consents.erase(Actor.person("officer1"), ref);
        sequencer.sequence();

        assertThat(tablesWith(ref)).isEmpty();
        assertThat(found(ref)).isEmpty();
        assertThat(log.about("subject:" + subject)).extracting(LogEntry::type).contains(EntryType.ERASURE);
        assertThat(proofs.of(before, checkpoints.latest()))
                .hasSameSizeAs(before)
                .allSatisfy(proof ->
                        assertThatCode(() -> proof.inclusion().verify()).doesNotThrowAnyException());
    }

    private List<LogEntry> found(String text) {
        return search.find(new LogQuery(null, Set.of(), null, null, null, text), Long.MAX_VALUE, 10);
    }

    private List<Long> indexes(String... subjects) {
        List<Long> indexes = new ArrayList<>();
        for (String subject : subjects) {
            log.about(subject).forEach(entry -> indexes.add(entry.index()));
        }
        return indexes;
    }

    /** As a dump of the database shows them: texts as they are, bytes in hexadecimal. */
    private List<String> tablesWith(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return jdbc
                .sql("select table_name from information_schema.tables where table_schema = 'public'")
                .query((row, number) -> row.getString(1))
                .list()
                .stream()
                .filter(table -> jdbc.sql("select exists (select 1 from \"" + table
                                + "\" t where t::text ilike '%' || ? || '%' or t::text like '%' || ? || '%')")
                        .params(text, hex)
                        .query(Boolean.class)
                        .single())
                .toList();
    }
}
