package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.countersign.shared.Actor;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class PoliciesTests {

    private static final Actor OFFICER = Actor.person("officer1");

    @Autowired
    private Policies policies;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private PolicyVersion before = PolicyVersion.of(List.of());

    @BeforeEach
    void remember() {
        before = policies.active();
    }

    /** Other tests share this database, and nothing there is screened by the rules of this one. */
    @AfterEach
    void restore() {
        policies.activate(before, OFFICER);
    }

    @Test
    void evaluatesTheVersionInForceAndNamesIt() {
        PolicyVersion version = PolicyVersion.of(List.of(Rules.minorsAndAlcohol()));
        policies.activate(version, OFFICER);

        Evaluation evaluation = policies.evaluate(FactSet.builder()
                .number("product.ageLimit", 18)
                .number("customer.minimumAge", 16)
                .build());

        assertThat(policies.active()).isEqualTo(version);
        assertThat(evaluation.policyVersion()).isEqualTo(version.version());
        assertThat(evaluation.hits()).singleElement().satisfies(hit -> {
            assertThat(hit.rule()).isEqualTo("CHD-04");
            assertThat(hit.outcome()).isEqualTo(Outcome.BLOCK);
            assertThat(hit.message()).isEqualTo("The goods are for 18 and over; the customer may be 16.");
        });
    }

    @Test
    void keepsEveryVersionWithItsListsAndReadsItBackEqual() {
        PolicyVersion version = PolicyVersion.of(List.of(Rules.sensitiveClasses(List.of("PREGNANCY", "DEBT"))));
        PolicyVersion later = PolicyVersion.of(List.of(Rules.sensitiveClasses(List.of("PREGNANCY"))));

        policies.activate(version, OFFICER);
        policies.activate(later, OFFICER);

        assertThat(later.version()).isNotEqualTo(version.version());
        assertThat(policies.find(version.version())).contains(version);
        assertThat(policies.find("sha256:none")).isEmpty();
    }

    @Test
    void logsAVersionOnceHoweverOftenItIsActivated() {
        PolicyVersion version = PolicyVersion.of(List.of(Rules.minorsAndAlcohol(), Rules.noLawfulBasis()));

        policies.activate(version, OFFICER);
        policies.activate(version, OFFICER);

        assertThat(jdbc.sql("select count(*) from audit_written where type = 'POLICY_VERSION' and subject = ?")
                        .param("policy:" + version.version())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void refusesToChangeAVersionThatWasInForce() {
        policies.activate(PolicyVersion.of(List.of(Rules.noLawfulBasis())), OFFICER);

        assertThatThrownBy(() ->
                        jdbc.sql("update policy_version set first_seen = now()").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("policy_version");
        assertThatThrownBy(() -> jdbc.sql("insert into policy_version (version, document) values ('sha256:00', '{}')")
                        .update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void numbersEachComingIntoForceAlsoOfAnEarlierVersion() {
        PolicyVersion first = PolicyVersion.of(List.of(Rules.minorsAndAlcohol()));
        PolicyVersion second = PolicyVersion.of(List.of(Rules.noLawfulBasis()));

        PolicyActivation one = policies.activate(first, OFFICER);
        PolicyActivation two = policies.activate(second, OFFICER);
        PolicyActivation three = policies.activate(first, OFFICER);

        assertThat(two.number()).isGreaterThan(one.number());
        assertThat(three.number()).isEqualTo(policies.activeNumber()).isGreaterThan(two.number());
        assertThat(policies.history(3)).containsExactly(three, two, one);
        assertThat(policies.active()).isEqualTo(first);
    }

    @Test
    void comesBackAfterARestartWithWhatOfficersActivated() {
        PolicyVersion version = PolicyVersion.of(List.of(Rules.minorsAndAlcohol()));
        PolicyActivation activation = policies.activate(version, OFFICER);

        policies.afterSingletonsInstantiated();

        assertThat(policies.active()).isEqualTo(version);
        assertThat(policies.history(1)).containsExactly(activation);
    }

    @Test
    void keepsTheVersionInForceWhereItsTransactionFails() {
        PolicyVersion before = policies.active();
        PolicyVersion version = PolicyVersion.of(List.of(Rules.sensitiveClasses(List.of("NEVER"))));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    policies.activate(version, OFFICER);
                    throw new IllegalStateException("power cut");
                }))
                .hasMessage("power cut");

        assertThat(policies.active()).isEqualTo(before);
        assertThat(policies.find(version.version())).isEmpty();
    }
}
