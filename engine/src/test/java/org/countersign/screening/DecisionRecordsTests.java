package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.consent.Consents;
import org.countersign.policy.Policies;
import org.countersign.shared.Actor;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What is kept of a screening: bound to the log, replayed to the identical verdict, forgotten with the customer. */
@EngineTest
@Import(TestPolicies.class)
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class DecisionRecordsTests {

    private static final Actor SHOP = Actor.client(Desk.SHOP);

    @Autowired
    private Screenings screenings;

    @Autowired
    private Desk desk;

    @Autowired
    private Consents consents;

    @Autowired
    private Policies policies;

    @Autowired
    private TestPolicies testPolicies;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void logsTheHashOfTheExactRecordAndWhatFollowedFromIt() {
        SuggestionId id = desk.receive(Proposals.offer());
        Verdict verdict = screenings.screen(id);

        byte[] record = jdbc.sql("select record from decision_record where suggestion_id = ?")
                .param(id.value())
                .query(byte[].class)
                .single();

        assertThat(screenings.latest(id)).map(DecisionRecord::hash).contains(Sha256.hexOf(record));
        assertThat(String.join("\n", desk.leaves(id)))
                .contains(Sha256.hexOf(record))
                .contains(verdict.policyVersion())
                .contains("CLEAR");
    }

    @Test
    void tellsWhichFactsProducersSend() {
        screenings.screen(desk.receive(Proposals.offer()));

        assertThat(screenings.factsSent(1_000, 1_000)).as("too few to tell").isEmpty();
        assertThat(screenings.factsSent(1, 1))
                .contains("price.offered", "suggestion.kind")
                .doesNotContain("message.body", "price.floor");
    }

    @Test
    void seesFactsBehindManyDecisionsThatDoNotKnowThem() {
        // Of sixty in a row at least one is looked at, for every fiftieth is.
        for (int i = 0; i < 60; i++) {
            screenings.screen(desk.receive(Proposals.offer()));
        }
        for (int i = 0; i < 30; i++) {
            screenings.screen(desk.receive(Proposals.recommendation()));
        }

        assertThat(screenings.factsSent(1, 2)).contains("price.offered");
    }

    @Test
    @Tag("A20")
    void replaysARecordToTheIdenticalVerdict() {
        SuggestionId id = desk.receive(Proposals.offer()
                .with("/audience/size", 9_000)
                .with("/content/price/list", "123456789012.3456")
                .with("/content/price/personalised", true)
                .with("/audience/composition/0/groups/2/favoured", 250));
        Verdict verdict = screenings.screen(id);
        DecisionRecord record = screenings.latest(id).orElseThrow();

        assertThat(record.verdict()).isEqualTo(verdict);
        assertThat(screenings.replay(record)).isEqualTo(verdict);
    }

    @Test
    @Tag("A20")
    void replaysUnderThePoliciesOfThen() {
        SuggestionId id = desk.receive(Proposals.offer().with("/audience/size", 9_000));
        Verdict verdict = screenings.screen(id);

        testPolicies.askForApprovals(3);
        policies.afterSingletonsInstantiated();
        try {
            assertThat(policies.active().version()).isNotEqualTo(verdict.policyVersion());
            assertThat(screenings.replay(screenings.latest(id).orElseThrow())).isEqualTo(verdict);
            assertThat(verdict.approvalsNeeded()).isEqualTo(2);
        } finally {
            testPolicies.askForApprovals(2);
            policies.afterSingletonsInstantiated();
        }
    }

    @Test
    void doesNotReplayARecordThatWasTamperedWithToTheSameVerdict() {
        SuggestionId id = desk.receive(Proposals.offer());
        screenings.screen(id);
        DecisionRecord record = screenings.latest(id).orElseThrow();
        BiasCheckRequest composition = Objects.requireNonNull(record.composition());
        BiasCheckRequest.Check check = composition.checks().getFirst();
        BiasCheckRequest tampered = new BiasCheckRequest(
                composition.confidence(),
                composition.threshold(),
                List.of(new BiasCheckRequest.Check(
                        check.name(),
                        check.reference(),
                        check.groups().stream()
                                .map(group -> new BiasCheckRequest.Group(
                                        group.group(), group.eligible(), group.favoured() - 1))
                                .toList())));

        assertThat(screenings.replay(new DecisionRecord(
                        record.suggestion(),
                        record.revision(),
                        record.at(),
                        record.contentHash(),
                        record.facts(),
                        tampered,
                        record.verdict(),
                        record.seed(),
                        record.sampleRate(),
                        record.licences(),
                        record.hash())))
                .isNotEqualTo(record.verdict());
    }

    @Test
    void writesNothingOfTheCustomerIntoTheLogAndForgetsTheRecordWithThem() {
        consent("household-9", ConsentStatus.GRANTED);
        SuggestionId id = desk.receive(Proposals.cartRecovery().subject("household-9"));
        screenings.screen(id);

        assertThat(String.join("\n", desk.leaves(id)))
                .doesNotContain("household-9")
                .doesNotContain("GRANTED");
        assertThat(screenings.latest(id)).isPresent();

        consents.erase(SHOP, "household-9");

        assertThat(screenings.latest(id)).isEmpty();
        assertThat(records(id)).isOne();
    }

    @Test
    void refusesToChangeOrDeleteARecord() {
        SuggestionId id = desk.receive(Proposals.offer());
        screenings.screen(id);

        for (String change : List.of(
                "update decision_record set route = 'CLEAR'",
                "update decision_record set record = 'x'",
                "delete from decision_record",
                "truncate decision_record")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> jdbc.sql(change).update());
        }
        assertThat(screenings.latest(id)).isPresent();
    }

    private void consent(String ref, ConsentStatus status) {
        consents.record(
                SHOP,
                ref,
                List.of(new Consent(
                        "MARKETING", "ANY", status, Instant.parse("2026-01-01T00:00:00Z"), "checkout", "1")));
    }

    private int records(SuggestionId id) {
        return jdbc.sql("select count(*) from decision_record where suggestion_id = ?")
                .param(id.value())
                .query(Integer.class)
                .single();
    }
}
