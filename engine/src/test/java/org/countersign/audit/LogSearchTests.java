package org.countersign.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
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

    /** By the index, and entry by entry while the index is far behind. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsByWhoAndWhatTogether(boolean indexed) {
        EntryId id = written("Agreed on the telephone.");
        search.find(by("ana"), Long.MAX_VALUE, 1);

        assertThat(search.find(decisionBy("ana"), Long.MAX_VALUE, 10, indexed))
                .extracting(LogEntry::id)
                .containsExactly(id);
        assertThat(search.find(decisionBy("ben"), Long.MAX_VALUE, 10, indexed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsByPartsOfTheNamesOfPeopleClientsAndPartsOfTheSystem(boolean indexed) {
        String part = "n" + UUID.randomUUID().toString().substring(0, 8);
        EntryId person = by(Actor.person("Ola " + part));
        EntryId client = by(Actor.client("shop-" + part));
        EntryId system = by(Actor.system(part + "-sweep"));
        by(Actor.client("shop"));

        search.find(by(part), Long.MAX_VALUE, 1);

        assertThat(search.find(by(part.toUpperCase(Locale.ROOT)), Long.MAX_VALUE, 10, indexed))
                .extracting(LogEntry::id)
                .containsExactly(system, client, person);
        assertThat(search.find(by("CLIENT:shop-" + part), Long.MAX_VALUE, 10, indexed))
                .extracting(LogEntry::id)
                .containsExactly(client);
        assertThat(search.find(by("PERSON:Ola " + part), Long.MAX_VALUE, 10, indexed))
                .extracting(LogEntry::id)
                .containsExactly(person);
        assertThat(search.find(by("%" + part), Long.MAX_VALUE, 10, indexed)).isEmpty();
    }

    @Test
    void findsTheNewestOfSeveralActorsInTheOrderOfTheLog() {
        String part = "n" + UUID.randomUUID().toString().substring(0, 8);
        by(Actor.client("a-" + part));
        EntryId second = by(Actor.client("b-" + part));
        EntryId third = by(Actor.client("a-" + part));

        assertThat(search.find(by(part), Long.MAX_VALUE, 2))
                .extracting(LogEntry::id)
                .containsExactly(third, second);
    }

    private static LogQuery by(String who) {
        return new LogQuery(who, Set.of(), null, null, null, null);
    }

    private LogQuery decisionBy(String who) {
        return new LogQuery(who, Set.of(EntryType.REVIEW_DECISION), null, null, null, content);
    }

    private EntryId by(Actor actor) {
        EntryId id = Objects.requireNonNull(transaction.execute(status ->
                entries.append(NewEntry.of(EntryType.VIEW, "suggestion:" + UUID.randomUUID(), actor, Map.of()))));
        sequencer.sequence();
        return id;
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
