package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.countersign.shared.Actor;
import org.countersign.testing.EngineTest;
import org.countersign.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts everybody in the log, so its database is its own: a context with a property of its own is shared with no class. */
@EngineTest
@TestPropertySource(properties = "countersign.audit.staff-names=P365D")
class StaffNamesTests {

    @Autowired
    private StaffNames names;

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

    @Test
    void forgetsWhoHasNotActedForLongAndKeepsWhatTheyDid() {
        EntryId old = decided("ana");
        EntryId young = decided("bo");
        decided("cleo");
        backdate(old);
        EntryId both = decided("cleo");
        backdate(both);

        int forgotten = names.forgetUnseenSince(Instant.now().minus(Duration.ofDays(365)));

        sequencer.sequence();
        assertThat(forgotten).isEqualTo(1);
        assertThat(nameIn(old)).matches("PERSON:[0-9a-f-]{36}");
        assertThat(nameIn(young)).isEqualTo("PERSON:bo");
        assertThat(nameIn(both)).isEqualTo("PERSON:cleo");
        proofs.of(old).inclusion().verify();
    }

    @Test
    void saysInTheLogHowManyWereForgotten() {
        sequencer.sequence();
        long before = checkpoints.latest().size();
        backdate(decided("dora"));
        Instant moment = Instant.now().minus(Duration.ofDays(365));

        names.forgetUnseenSince(moment);

        sequencer.sequence();
        assertThat(entries.range(before, before + 10).stream()
                        .filter(entry -> entry.type() == EntryType.RETENTION)
                        .map(entry -> entry.document().path("facts")))
                .anySatisfy(facts -> {
                    assertThat(facts.path("staffNames").stringValue()).isEqualTo("1");
                    assertThat(facts.path("unseenSince").stringValue()).isEqualTo(moment.toString());
                });
    }

    private EntryId decided(String person) {
        return Objects.requireNonNull(transaction.execute(status -> entries.append(NewEntry.of(
                EntryType.REVIEW_DECISION,
                "suggestion:" + UUID.randomUUID(),
                Actor.person(person),
                Map.of("decision", "APPROVE")))));
    }

    private String nameIn(EntryId id) {
        return entries.nameOf(Objects.requireNonNull(
                proofs.of(id).entry().document().path("actor").stringValue()));
    }

    /** The entry's own text stays; only the column that searches narrow by is set back. */
    private void backdate(EntryId id) {
        sequencer.sequence();
        TestDatabase.rewrite(url, "update audit_entry set at = at - interval '2 years' where entry_id = '" + id + "'");
    }
}
