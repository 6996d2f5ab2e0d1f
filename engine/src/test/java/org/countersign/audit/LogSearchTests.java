package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class LogSearchTests {

    @Autowired
    private LogSearch search;

    @Autowired
    private AuditEntries entries;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private TransactionTemplate transaction;

    private final String content = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "telephone",
                "TELEPHONE",
                "tele",
                "agreed on the telephone",
                "Ärger",
                "ärger",
                "review_decision brandvoice",
                "4711"
            })
    void findsAnEntryByItsWordsAndByThoseOfWhatItCommitsTo(String text) {
        EntryId id = written("Agreed on the telephone, in spite of all Ärger; ticket 4711.");

        assertThat(found(text)).contains(id);
    }

    @Test
    void findsAnEntryByAnIdInItsFacts() {
        EntryId id = written("x");

        assertThat(found(content)).containsExactly(id);
        assertThat(found(content.substring(0, 13))).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"telephone nevermentioned", "phone call", "'", "& | !", "zz':* | 'tele", "%", " "})
    void findsNothingByOtherWords(String text) {
        EntryId id = written("Agreed on the telephone.");

        assertThat(found(text)).doesNotContain(id);
    }

    @Test
    void doesNotFindAnEntryByWordsThatWereErased() {
        String word = "erasable" + UUID.randomUUID().toString().substring(0, 8);
        EntryId id = written("Something " + word);
        assertThat(found(word)).containsExactly(id);

        transaction.executeWithoutResult(status -> entries.erasePayloads(List.of(id)));

        assertThat(found(word)).isEmpty();
        assertThat(found(content)).containsExactly(id);
    }

    @Test
    void findsByWhoAndWhatTogether() {
        EntryId id = written("Agreed on the telephone.");

        assertThat(search.find(
                        new LogQuery("ana", Set.of(EntryType.REVIEW_DECISION), null, null, null, content),
                        Long.MAX_VALUE,
                        10))
                .extracting(LogEntry::id)
                .containsExactly(id);
        assertThat(search.find(
                        new LogQuery("ben", Set.of(EntryType.REVIEW_DECISION), null, null, null, content),
                        Long.MAX_VALUE,
                        10))
                .isEmpty();
    }

    private EntryId written(String reason) {
        EntryId id = Objects.requireNonNull(transaction.execute(status -> entries.append(NewEntry.of(
                        EntryType.REVIEW_DECISION,
                        "suggestion:" + UUID.randomUUID(),
                        Actor.person("ana"),
                        Map.of("contentId", content, "code", "BRANDVOICE"))
                .withPayload(Json.MAPPER.createObjectNode().put("reason", reason)))));
        sequencer.sequence();
        return id;
    }

    private List<EntryId> found(String text) {
        return search.find(new LogQuery(null, Set.of(), null, null, null, text), Long.MAX_VALUE, 1000).stream()
                .map(LogEntry::id)
                .toList();
    }
}
