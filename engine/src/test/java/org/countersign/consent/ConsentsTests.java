package org.countersign.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.consent.ConsentStatus.GRANTED;
import static org.countersign.consent.ConsentStatus.OBJECTED;
import static org.countersign.consent.ConsentStatus.WITHDRAWN;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@EngineTest
@RecordApplicationEvents
class ConsentsTests {

    private static final Actor SHOP = Actor.client("shop");
    private static final Instant MONDAY = Instant.parse("2026-11-02T10:00:00Z");

    @Autowired
    private Consents consents;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private ApplicationEvents events;

    private final String ref = "customer-" + UUID.randomUUID();

    @Test
    void knowsNothingOfACustomerNobodySpokeOf() {
        assertThat(consents.current(ref)).isEmpty();
        assertThat(consents.history(ref)).isEmpty();
    }

    @Test
    void theLatestStatementIsInForceAndAllAreKept() {
        Consent granted = email(GRANTED, MONDAY);
        Consent withdrawn = email(WITHDRAWN, MONDAY.plus(Duration.ofDays(1)));

        record(granted);
        record(withdrawn);

        assertThat(consents.current(ref)).containsExactly(withdrawn);
        assertThat(consents.history(ref)).containsExactly(granted, withdrawn);
    }

    @Test
    void anOlderStatementThatArrivesLateIsKeptAndChangesNothing() {
        Consent withdrawn = email(WITHDRAWN, MONDAY.plus(Duration.ofDays(1)));
        Consent granted = email(GRANTED, MONDAY);
        record(withdrawn);
        long changes = changes();

        record(granted);

        assertThat(consents.current(ref)).containsExactly(withdrawn);
        assertThat(consents.history(ref)).containsExactly(granted, withdrawn);
        assertThat(changes()).isEqualTo(changes);
    }

    @Test
    void ofTwoStatementsOfTheSameMomentTheOneThatAllowsLessIsInForce() {
        Consent objected = email(OBJECTED, MONDAY);

        record(objected, email(GRANTED, MONDAY));

        assertThat(consents.current(ref)).containsExactly(objected);
    }

    @Test
    void purposesAndChannelsStandSideBySide() {
        Consent email = email(GRANTED, MONDAY);
        Consent sms = new Consent("MARKETING", "SMS", WITHDRAWN, MONDAY, "checkout", "v3");
        Consent profiling = new Consent("PROFILING", "ANY", GRANTED, MONDAY, "checkout", "v3");

        record(email, sms, profiling);

        assertThat(consents.current(ref)).containsExactlyInAnyOrder(email, sms, profiling);
    }

    @Test
    void theSameStatementSentAgainIsTheSameStatement() {
        record(email(GRANTED, MONDAY));
        long changes = changes();

        record(email(GRANTED, MONDAY));

        assertThat(consents.history(ref)).hasSize(1);
        assertThat(logged("CONSENT")).hasSize(1);
        assertThat(changes()).isEqualTo(changes);
    }

    @Test
    void theLogNamesTheCustomerByARandomIdentityOnly() {
        record(email(GRANTED, MONDAY));

        assertThat(logged("CONSENT"))
                .singleElement()
                .satisfies(leaf -> assertThat(leaf)
                        .contains("\"status\":\"GRANTED\"", "\"channel\":\"EMAIL\"")
                        .doesNotContain(ref)
                        .doesNotContain("checkout"));
    }

    @Test
    void tellsEverythingWrongAtOnceAndRecordsNothing() {
        assertThatThrownBy(() -> record(
                        email(GRANTED, MONDAY),
                        new Consent(
                                "marketing",
                                "",
                                GRANTED,
                                Instant.now().plus(Duration.ofDays(1)),
                                "a\u0000b",
                                "x".repeat(201))))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(error -> error.pointer())
                                .containsExactly(
                                        "/consents/1/purpose",
                                        "/consents/1/channel",
                                        "/consents/1/source",
                                        "/consents/1/noticeVersion",
                                        "/consents/1/at"));
        assertThat(consents.history(ref)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "../a", ".hidden", "a;b", "a%2Fb", "é"})
    void refusesAReferenceThatCouldNotStandInAnAddress(String unfit) {
        assertThatThrownBy(() -> consents.record(SHOP, unfit, List.of(email(GRANTED, MONDAY))))
                .isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void erasureLeavesNothingThatLeadsToTheCustomer() {
        record(email(GRANTED, MONDAY));
        SubjectId subject = consents.subjectOf(ref);

        consents.erase(SHOP, ref);

        assertThat(consents.current(ref)).isEmpty();
        assertThat(consents.history(ref)).isEmpty();
        assertThat(sql.sql("select count(*) from consent_subject where ref = ? or subject = ?")
                        .params(ref, subject.value())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(events.stream(SubjectErased.class)).containsExactly(new SubjectErased(ref, subject));
        assertThat(sql.sql("select type from audit_written where subject = ? order by log_index, written")
                        .param("subject:" + subject)
                        .query((row, number) -> row.getString("type"))
                        .list())
                .containsExactly("CONSENT", "ERASURE");
        assertThat(consents.subjectOf(ref)).isNotEqualTo(subject);
    }

    @Test
    void erasingTheUnknownIsRefused() {
        assertThatThrownBy(() -> consents.erase(SHOP, ref)).isInstanceOf(Refusal.NotFound.class);
    }

    private void record(Consent... statements) {
        consents.record(SHOP, ref, List.of(statements));
    }

    private static Consent email(ConsentStatus status, Instant at) {
        return new Consent("MARKETING", "EMAIL", status, at, "checkout", "v3");
    }

    private long changes() {
        return events.stream(ConsentChanged.class).count();
    }

    private List<String> logged(String type) {
        return sql.sql("""
                        select convert_from(leaf, 'UTF8') as leaf from audit_written
                        where type = ? and subject = 'subject:' || (select subject from consent_subject where ref = ?)
                        """)
                .params(type, ref)
                .query((row, number) -> row.getString("leaf"))
                .list();
    }
}
