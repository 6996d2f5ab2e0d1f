package org.countersign.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.audit.LogQuery;
import org.countersign.audit.LogSearch;
import org.countersign.audit.Sequencer;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.consent.Consents;
import org.countersign.delivery.Publications;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReviewId;
import org.countersign.review.ReviewView;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Ten thousand entries, written by the features that write them, from input that is full of names, addresses
 * and numbers. None of it may stand in an entry, since nobody could take it out again.
 */
@EngineTest
class NoPersonalDataTests {

    private static final int CUSTOMERS = 475;
    private static final int STATEMENTS = 20;
    private static final List<String> NAMES =
            List.of("Schmidt", "Garcia", "O'Neill", "Nguyen", "Kowalska", "Dubois", "Rossi", "Johansson");
    private static final Pattern EMAIL = Pattern.compile("[^\"\\s]+@[^\"\\s]+\\.[a-z]{2,}");
    private static final Pattern CODES = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}"
            + "|[A-Za-z0-9+/]{43}=|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
    private static final Pattern PHONE = Pattern.compile("(\\+|00)[1-9][0-9 ()/-]{7,}");

    @Autowired
    private Consents consents;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Desk desk;

    @Autowired
    private Reviews reviews;

    @Autowired
    private Publications publications;

    @Autowired
    private Sequencer sequencer;

    @Autowired
    private LogSearch search;

    @Autowired
    private AuditEntries log;

    @Autowired
    private JdbcClient jdbc;

    @Test
    @Tag("A14")
    void standsInNoneOfTenThousandEntries() {
        for (int n = 0; n < CUSTOMERS; n++) {
            String name = NAMES.get(n % NAMES.size()).replace("'", "");
            String ref = name.toLowerCase(Locale.ROOT) + n + "@example.com";
            consents.record(Actor.client("shop"), ref, statements(n));
            suggestions.receive(
                    "shop", List.of(Proposals.recommendation().subject(ref).document()));
            if (n % 25 == 0) {
                decide(name, ref);
            }
            if (n % 10 == 0) {
                consents.erase(Actor.person("officer " + name), ref);
            }
        }
        sequencer.sequence();
        List<String> leaves = new ArrayList<>();
        Set<EntryType> types = EnumSet.noneOf(EntryType.class);
        search.each(LogQuery.ALL, entry -> {
            leaves.add(entry.leaf());
            types.add(entry.type());
        });

        assertThat(leaves).hasSizeGreaterThan(10_000);
        assertThat(types)
                .contains(
                        EntryType.RECEIPT,
                        EntryType.SCREENING,
                        EntryType.REVIEW_OPENED,
                        EntryType.REVIEW_DECISION,
                        EntryType.APPROVAL,
                        EntryType.PUBLISHED,
                        EntryType.WITHDRAWN,
                        EntryType.ENDED,
                        EntryType.CONSENT,
                        EntryType.ERASURE);
        assertThat(leaves).filteredOn(NoPersonalDataTests::isPersonal).isEmpty();
        assertThat(isPersonal("{\"note\":\"call +49 30 1234567\"}")).isTrue();
        assertThat(isPersonal("{\"note\":\"ana.schmidt@example.com\"}")).isTrue();
    }

    /** From a screening to a withdrawal, and every reason that people give is about somebody by name. */
    private void decide(String name, String ref) {
        ReviewId review = desk.open(Desk.unmeasurable()
                .without("/placement")
                .with("/content/message/body", "Hello " + name + ", write to " + ref));
        ReviewView view = reviews.get(review);
        reviews.decide(
                review,
                new NewDecision(
                        Actor.person("reviewer " + name),
                        view.version(),
                        Decision.APPROVE,
                        null,
                        name + " of " + ref + " agreed on the telephone, +49 30 1234567."));
        publications.publish(view.suggestion());
        endings.withdraw(Actor.client(Desk.SHOP), view.suggestion(), "asked for by " + name + ", " + ref);
    }

    /** An unsalted hash of an e-mail address is still that address to whoever tries. */
    @Test
    void hidesWhatItCommitsToBehindASalt() {
        String ref = "lena.schmidt@example.com";
        consents.record(Actor.client("shop"), ref, statements(0));
        sequencer.sequence();

        List<LogEntry> entries = log.about("subject:" + consents.find(ref).orElseThrow());
        List<String> commitments = entries.stream()
                .map(LogEntry::document)
                .map(leaf -> leaf.path("commitment"))
                .map(JsonNode::stringValue)
                .toList();

        assertThat(commitments).hasSize(STATEMENTS).doesNotHaveDuplicates().doesNotContainNull();
        consents.erase(Actor.client("shop"), ref);
        assertThat(entries)
                .allSatisfy(entry -> assertThat(log.payload(entry.id())).isEmpty());
        assertThat(jdbc.sql("select count(*) from audit_payload where position(convert_to(?, 'UTF8') in payload) > 0")
                        .param(ref)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** Ids, hashes and times are made of digits too, and are known for what they are. */
    private static boolean isPersonal(String entry) {
        String leaf = CODES.matcher(entry).replaceAll("");
        return EMAIL.matcher(leaf).find()
                || PHONE.matcher(leaf).find()
                || NAMES.stream()
                        .anyMatch(name -> leaf.toLowerCase(Locale.ROOT)
                                .contains(name.replace("'", "").toLowerCase(Locale.ROOT)));
    }

    private static List<Consent> statements(int customer) {
        List<Consent> statements = new ArrayList<>();
        for (int n = 0; n < STATEMENTS; n++) {
            statements.add(new Consent(
                    "PURPOSE_" + n,
                    "EMAIL",
                    n % 2 == 0 ? ConsentStatus.GRANTED : ConsentStatus.OBJECTED,
                    Instant.parse("2026-10-01T08:00:00Z").plusSeconds(customer),
                    "call from +49 30 1234567, " + NAMES.get(n % NAMES.size()),
                    "notice for " + NAMES.get(n % NAMES.size())));
        }
        return statements;
    }
}
