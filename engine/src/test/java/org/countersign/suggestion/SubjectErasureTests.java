package org.countersign.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.countersign.consent.Consents;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Receipt.Status;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class SubjectErasureTests {

    private static final Actor SHOP = Actor.client("shop");

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private Consents consents;

    @Autowired
    private JdbcClient sql;

    private final String ref = "customer-" + UUID.randomUUID();

    @Test
    void endsWhatLivesAndDeletesEveryDocumentAndSalt() {
        Proposals proposal = Proposals.recommendation().subject(ref);
        SuggestionId id = received(proposal);
        suggestions.revise(SHOP, id, proposal.with("/score", 0.5).document());
        SuggestionId ended = received(Proposals.cartRecovery().subject(ref));
        endings.withdraw(SHOP, ended, "the customer " + ref + " asked");
        SuggestionId other = received(Proposals.recommendation().subject(ref + "-other"));

        consents.erase(SHOP, ref);

        SuggestionView erased = suggestions.get(id);
        assertThat(erased.state()).isEqualTo(SuggestionState.WITHDRAWN);
        assertThat(erased.document()).isNull();
        assertThat(erased.proposal()).isNull();
        assertThat(erased.contentHash()).isEmpty();
        assertThat(suggestions.get(ended).document()).isNull();
        assertThat(suggestions.get(other).document()).isNotNull();
        assertThat(sql.sql("""
                                select count(*) from suggestion_revision
                                where suggestion = any(?) and (document is not null or salt is not null)
                                """)
                        .param(new UUID[] {id.value(), ended.value()})
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(sql.sql("select count(*) from audit_payload where position(convert_to(?, 'UTF8') in payload) > 0")
                        .param(ref + " asked")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(rowsThatName(ref)).isEqualTo(1).isEqualTo(rowsThatName(ref + "-other"));
    }

    @Test
    void anExternalIdStaysUsedAfterErasure() {
        Proposals proposal = Proposals.recommendation().subject(ref);
        SuggestionId id = received(proposal);

        consents.erase(SHOP, ref);
        Receipt again =
                suggestions.receive("shop", List.of(proposal.document())).getFirst();

        assertThat(again.status()).isEqualTo(Status.CONFLICT);
        assertThat(again.id()).isEqualTo(id.toString());
        assertThat(again.errors().getFirst().message()).contains("erased");
    }

    @Test
    void intakeAndErasureAtTheSameMomentLeaveNoDocumentOfTheErased() throws Exception {
        for (int round = 0; round < 15; round++) {
            String customer = "racing-" + UUID.randomUUID();
            received(Proposals.recommendation().subject(customer));
            UUID subject = consents.subjectOf(customer).value();
            CyclicBarrier start = new CyclicBarrier(2);

            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                Future<?> intake = threads.submit(() -> {
                    start.await();
                    return received(Proposals.cartRecovery().subject(customer));
                });
                Future<?> erasure = threads.submit(() -> {
                    start.await();
                    consents.erase(SHOP, customer);
                    return true;
                });
                intake.get();
                erasure.get();
            }

            assertThat(sql.sql("""
                                    select count(*) from suggestion s join suggestion_revision r on r.suggestion = s.id
                                    where s.subject = ? and r.document is not null
                                    """).param(subject).query(Integer.class).single())
                    .isZero();
        }
    }

    private SuggestionId received(Proposals proposal) {
        return SuggestionId.of(String.valueOf(suggestions
                .receive("shop", List.of(proposal.document()))
                .getFirst()
                .id()));
    }

    /** Rows of any table of ours in which the text still stands. */
    private int rowsThatName(String text) {
        return List.of("suggestion", "suggestion_history", "consent_subject", "consent_statement").stream()
                .mapToInt(table -> sql.sql("select count(*) from " + table + " t where t::text like ?")
                        .param("%" + text + "%")
                        .query(Integer.class)
                        .single())
                .sum();
    }
}
