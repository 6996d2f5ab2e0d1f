package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import org.countersign.consent.Consent;
import org.countersign.consent.ConsentStatus;
import org.countersign.consent.Consents;
import org.countersign.policy.Evaluation;
import org.countersign.policy.Route;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** What would happen to a suggestion that is not taken in. */
@EngineTest
@Import(TestPolicies.class)
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class DryRunsTests {

    private static final Actor SHOP = Actor.client(Desk.SHOP);

    @Autowired
    private Screenings screenings;

    @Autowired
    private Desk desk;

    @Autowired
    private Consents consents;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void dryRunsToTheSameVerdictAndStoresNothing() {
        Proposals offer = Proposals.offer().with("/audience/size", 5_001);
        long before = rows();

        Verdict dry = screenings.dryRun(Desk.SHOP, offer.document()).verdict();

        assertThat(rows()).isEqualTo(before);
        assertThat(screenings.screen(desk.receive(offer))).isEqualTo(dry);
    }

    @Test
    void dryRunsForACustomerNobodyKnowsWithoutMakingThemKnown() {
        long before = rows();

        DryRun dry = screenings.dryRun(
                Desk.SHOP, Proposals.cartRecovery().subject("never-seen").document());

        assertThat(dry.verdict().route()).isEqualTo(Route.BLOCK);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void saysWhatWouldSatisfyTheRulesThatSpoke() {
        DryRun dry = screenings.dryRun(
                Desk.SHOP,
                Proposals.offer()
                        .with("/content/price/offered", "9.50")
                        .with("/audience/size", 6_000)
                        .document());

        assertThat(dry.verdict().route()).isEqualTo(Route.BLOCK);
        assertThat(dry.counterfactuals())
                .containsExactly(
                        new Counterfactual("TST-01", "price.offered", "9.5", "8.99", Route.REVIEW, List.of()),
                        new Counterfactual("TST-02", "suggestion.audienceSize", "6000", "5000", Route.BLOCK, List.of()),
                        new Counterfactual(
                                "TST-01, TST-02",
                                "price.offered",
                                "9.5",
                                "8.99",
                                Route.CLEAR,
                                List.of(new Counterfactual.Step("suggestion.audienceSize", "6000", "5000"))));
    }

    @Test
    void proposesNoOtherCustomer() {
        consent("household-5", ConsentStatus.WITHDRAWN);

        DryRun dry = screenings.dryRun(
                Desk.SHOP, Proposals.cartRecovery().subject("household-5").document());

        assertThat(dry.verdict().hits()).extracting(Evaluation.Hit::rule).containsExactly("TST-04");
        assertThat(dry.counterfactuals()).isEmpty();
    }

    @Test
    void refusesToDryRunAnInvalidDocument() {
        assertThatExceptionOfType(Refusal.Invalid.class)
                .isThrownBy(() -> screenings.dryRun(
                        Desk.SHOP, Proposals.offer().without("/audience").document()));
    }

    private void consent(String ref, ConsentStatus status) {
        consents.record(
                SHOP,
                ref,
                List.of(new Consent(
                        "MARKETING", "ANY", status, Instant.parse("2026-01-01T00:00:00Z"), "checkout", "1")));
    }

    private long rows() {
        return jdbc.sql("""
                        select (select count(*) from decision_record) + (select count(*) from audit_written)
                             + (select count(*) from suggestion) + (select count(*) from consent_subject)
                        """).query(Long.class).single();
    }
}
