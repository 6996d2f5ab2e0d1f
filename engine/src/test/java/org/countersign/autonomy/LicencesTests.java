package org.countersign.autonomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.monitoring.AlarmRaised;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class LicencesTests {

    private static final Signature ANA = new Signature(Actor.person("ana"), Signature.Office.OFFICER);
    private static final Signature LEA = new Signature(Actor.person("lea"), Signature.Office.LEAD);
    private static final Signature LEO = new Signature(Actor.person("leo"), Signature.Office.LEAD);

    /** Of this test alone, so that no other's evidence counts. */
    private final String model = "model-" + UUID.randomUUID();

    private final String market = "m" + UUID.randomUUID();
    private final Scope scope = new Scope(model, "1", Kind.CAMPAIGN_COPY, market);

    @Autowired
    private Licences licences;

    @Autowired
    private Complaints complaints;

    @Autowired
    private Endings endings;

    @Autowired
    private Desk desk;

    @Autowired
    private AuditEntries log;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationEventPublisher events;

    @Test
    void whatIsEarnedHoldsOnceTwoPeopleHaveSigned() {
        evidence(36, 36);
        canaries(5);

        LicenceView proposed = licences.propose(scope, ANA);

        assertThat(proposed.isProposed()).isTrue();
        assertThat(leeway()).isEqualTo(Leeway.NONE);
        assertThatThrownBy(() -> licences.grant(proposed.id(), ANA)).isInstanceOf(Refusal.NotAllowed.class);
        assertThatThrownBy(() -> licences.propose(scope, LEA)).isInstanceOf(Refusal.Conflict.class);
        LicenceView granted = licences.grant(proposed.id(), LEA);
        assertThat(leeway()).isEqualTo(Leeway.HALF);
        assertThat(granted.number()).isOne();
        assertThatThrownBy(() -> licences.grant(proposed.id(), LEO)).isInstanceOf(Refusal.Conflict.class);

        byte[] document = licences.document(granted.id()).orElseThrow();
        assertThat(Sha256.hexOf(document)).isEqualTo(granted.documentHash());
        List<LogEntry> entries = log.about(granted.id().subject());
        assertThat(entries)
                .extracting(LogEntry::type)
                .containsExactly(EntryType.LICENCE_PROPOSED, EntryType.LICENCE_GRANTED);
        assertThat(entries).allSatisfy(entry -> assertThat(entry.leaf()).contains(granted.documentHash()));
    }

    @Test
    void oneTooFewOrOneMistakeEarnsNothing() {
        canaries(5);
        evidence(35, 35);
        assertThat(standing().missing()).isOne();
        assertThatThrownBy(() -> licences.propose(scope, ANA))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("1 more must be approved unchanged");

        evidence(0, 1);
        assertThat(standing().missing()).isGreaterThan(1);
        assertThat(standing().isEarned()).isFalse();
    }

    /** Whoever was shown nothing wrong has not shown that they would notice. */
    @Test
    void withoutCanariesNothingIsEarned() {
        evidence(400, 400);
        canaries(4);

        assertThat(standing().missingCanaries()).isOne();
        assertThatThrownBy(() -> licences.propose(scope, ANA)).isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void twoTeamLeadsDoNotDo() {
        evidence(36, 36);
        canaries(5);
        LicenceView proposed = licences.propose(scope, LEA);

        assertThatThrownBy(() -> licences.grant(proposed.id(), LEO)).isInstanceOf(Refusal.NotAllowed.class);
        licences.grant(proposed.id(), ANA);
        assertThat(leeway()).isEqualTo(Leeway.HALF);
    }

    @Test
    void theNextStepTakesEvidenceOfItsOwn() {
        evidence(400, 400);
        canaries(9);
        grant();

        assertThat(standing().now()).isEqualTo(Leeway.HALF);
        assertThat(standing().next()).isEqualTo(Leeway.FIFTH);
        assertThat(standing().evidence().unchanged().eligible()).isZero();
        assertThatThrownBy(() -> licences.propose(scope, ANA)).isInstanceOf(Refusal.Conflict.class);

        evidence(72, 72);
        canaries(5);
        LicenceView second = grant();
        assertThat(second.number()).isEqualTo(2);
        assertThat(leeway()).isEqualTo(Leeway.FIFTH);
        assertThat(licences.newest(100))
                .filteredOn(each -> each.scope().equals(scope))
                .extracting(LicenceView::ended)
                .containsExactly(null, Cause.REPLACED);
    }

    /** The mistake comes to light between the two signatures. */
    @Test
    void theEvidenceMustCarryItAtTheSecondSignatureToo() {
        evidence(36, 36);
        canaries(5);
        LicenceView proposed = licences.propose(scope, ANA);

        evidence(0, 1);

        assertThatThrownBy(() -> licences.grant(proposed.id(), LEA)).isInstanceOf(Refusal.Conflict.class);
        assertThat(leeway()).isEqualTo(Leeway.NONE);
    }

    @Test
    void anAlarmEndsItAtOnceAndWhatIsProposedToo() {
        evidence(36, 36);
        canaries(5);
        LicenceView granted = grant();
        evidence(72, 72);
        canaries(5);
        LicenceView proposed = licences.propose(scope, ANA);

        transaction.executeWithoutResult(status -> events.publishEvent(new AlarmRaised(model, "1")));

        assertThat(leeway()).isEqualTo(Leeway.NONE);
        assertThat(ended(granted)).isEqualTo(Cause.ALARM);
        assertThat(ended(proposed)).isEqualTo(Cause.ALARM);
        assertThat(standing().evidence().unchanged().eligible()).isZero();
        assertThat(log.about(granted.id().subject()))
                .last()
                .extracting(LogEntry::type)
                .isEqualTo(EntryType.LICENCE_ENDED);
    }

    @Test
    void aComplaintEndsWhatTheSuggestionCameOutUnder() {
        SuggestionId id =
                desk.receive(Desk.unmeasurable().model(model, "1").with("/audience/jurisdictions", List.of("AT")));
        Scope own = new Scope(model, "1", Kind.CAMPAIGN_COPY, "AT");
        evidence(own, 36, 36);
        sql.sql(
                        "insert into autonomy_canary (suggestion, kind, markets, at) select gen_random_uuid(), 'CAMPAIGN_COPY', array['AT'], now() from generate_series(1, 5)")
                .update();
        LicenceView granted = licences.grant(licences.propose(own, ANA).id(), LEA);
        Proposal.Model proposer = new Proposal.Model(model, "1");
        assertThat(licences.inForce(proposer, Kind.CAMPAIGN_COPY).licences()).containsKey("AT");

        assertThatThrownBy(() -> complaints.complain(id, Actor.client("shop"), " "))
                .isInstanceOf(Refusal.Invalid.class);
        complaints.complain(id, Actor.client("shop"), "The price was not the price.");

        assertThat(licences.inForce(proposer, Kind.CAMPAIGN_COPY).licences()).isEmpty();
        assertThat(ended(granted)).isEqualTo(Cause.COMPLAINT);
        assertThat(complaints.about(id))
                .singleElement()
                .extracting(Complaints.Complaint::words)
                .isEqualTo("The price was not the price.");
    }

    @Test
    void aCanaryThatGotThroughEndsEveryLicenceOfItsKindAndMarket() {
        Proposal canary = Proposal.read(Proposals.copy()
                .with("/audience/jurisdictions", List.of(market))
                .document());
        Scope seen = new Scope(model, "1", Kind.CAMPAIGN_COPY, market.substring(0, 2));
        evidence(seen, 36, 36);
        for (int i = 0; i < 5; i++) {
            transaction.executeWithoutResult(status -> licences.canary(random(), canary, true));
        }
        LicenceView granted = licences.grant(licences.propose(seen, ANA).id(), LEA);

        transaction.executeWithoutResult(status -> licences.canary(random(), canary, false));

        assertThat(ended(granted)).isEqualTo(Cause.CANARY);
    }

    @Test
    void recallingTheModelEndsIt() {
        desk.receive(Desk.unmeasurable().model(model, "1"));
        evidence(36, 36);
        canaries(5);
        LicenceView granted = grant();

        endings.recall(Actor.person("ana"), null, model, "1", "It recommends what is sold out.");

        assertThat(ended(granted)).isEqualTo(Cause.RECALL);
    }

    @Test
    void peopleDeclineAndTakeBackWithAReason() {
        evidence(36, 36);
        canaries(5);
        LicenceView proposed = licences.propose(scope, ANA);
        assertThatThrownBy(() -> licences.end(proposed.id(), LEA.person(), "")).isInstanceOf(Refusal.Invalid.class);
        licences.end(proposed.id(), LEA.person(), "Not before the sale.");
        assertThat(ended(proposed)).isEqualTo(Cause.DECLINED);

        LicenceView granted = grant();
        licences.end(granted.id(), LEA.person(), "The shop has changed.");

        assertThat(ended(granted)).isEqualTo(Cause.WITHDRAWN);
        assertThat(leeway()).isEqualTo(Leeway.NONE);
        assertThatThrownBy(() -> licences.end(granted.id(), LEA.person(), "Again."))
                .isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void itsTimeIsOverByItself() {
        evidence(36, 36);
        canaries(5);
        LicenceView granted = grant();

        sql.sql("update licence set valid_until = now() - interval '1 second' where id = :id")
                .param("id", granted.id().value())
                .update();

        assertThat(leeway()).isEqualTo(Leeway.NONE);
        assertThat(standing().inForce()).isNull();
    }

    private LicenceView grant() {
        return licences.grant(licences.propose(scope, ANA).id(), LEA);
    }

    private Leeway leeway() {
        LicenceView licence = licences.inForce(new Proposal.Model(model, "1"), Kind.CAMPAIGN_COPY)
                .licences()
                .get(market);
        return licence == null ? Leeway.NONE : licence.leeway();
    }

    private Standing standing() {
        return licences.standings().stream()
                .filter(each -> each.scope().equals(scope))
                .findFirst()
                .orElseThrow();
    }

    private Cause ended(LicenceView licence) {
        LicenceView found = licences.newest(1_000).stream()
                .filter(each -> each.id().equals(licence.id()))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(found.ended());
    }

    private void evidence(int unchanged, int decided) {
        evidence(scope, unchanged, decided);
    }

    private void evidence(Scope of, int unchanged, int decided) {
        sql.sql("""
                        insert into autonomy_case (suggestion, model_name, model_version, kind, markets, drawn_at, unchanged, settled_at)
                        select gen_random_uuid(), :model, :version, :kind, array[:market], now(), n <= :unchanged, clock_timestamp()
                          from generate_series(1, :decided) n
                        """)
                .param("model", of.model())
                .param("version", of.version())
                .param("kind", of.kind().name())
                .param("market", of.market())
                .param("unchanged", unchanged)
                .param("decided", decided)
                .update();
    }

    private void canaries(int stopped) {
        sql.sql("""
                        insert into autonomy_canary (suggestion, kind, markets, at)
                        select gen_random_uuid(), 'CAMPAIGN_COPY', array[:market], clock_timestamp() from generate_series(1, :n)
                        """).param("market", market).param("n", stopped).update();
    }

    private static SuggestionId random() {
        return new SuggestionId(UUID.randomUUID());
    }
}
