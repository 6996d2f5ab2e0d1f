package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.countersign.autonomy.Evidence;
import org.countersign.autonomy.Licences;
import org.countersign.policy.Route;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewId;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@EngineTest
@Import(TestPolicies.class)
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=1")
class SampledScreeningTests {

    @Autowired
    private Screenings screenings;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Desk desk;

    @Autowired
    private Reviews reviews;

    @Autowired
    private Licences licences;

    @Autowired
    private JdbcClient sql;

    @Test
    void leavesASampledClearSuggestionToAPerson() {
        SuggestionId id = SuggestionId.of(Objects.requireNonNull(suggestions
                .receive("shop", List.of(Proposals.offer().document()))
                .getFirst()
                .id()));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.route()).isEqualTo(Route.CLEAR);
        assertThat(verdict.sampled()).isTrue();
        assertThat(verdict.approvalsNeeded()).isOne();
        assertThat(suggestions.get(id).state()).isEqualTo(SuggestionState.SCREENED);
        assertThat(screenings.automaticApproval(id)).isEmpty();
        assertThat(screenings.replay(screenings.latest(id).orElseThrow())).isEqualTo(verdict);
    }

    /** What people make of what was drawn is the evidence; whoever changes something first gives none for it. */
    @Test
    void whatWasDrawnAndApprovedUnchangedIsEvidence() {
        String model = "model-" + UUID.randomUUID();
        ReviewId kept = desk.open(Proposals.offer().model(model, "1"));
        ReviewId refused = desk.open(Proposals.offer().model(model, "1"));
        decide(kept, Decision.APPROVE);
        decide(refused, Decision.REJECT);

        Evidence evidence = licences.standings().stream()
                .filter(standing -> standing.scope().model().equals(model))
                .findFirst()
                .orElseThrow()
                .evidence();

        assertThat(evidence.unchanged().favoured()).isOne();
        assertThat(evidence.unchanged().eligible()).isEqualTo(2);
    }

    /** The lot of a suggestion stays what it was: only how many lots are drawn changes. */
    @Test
    void aLicenceLowersTheShareAndReRollsNothing() {
        String model = "model-" + UUID.randomUUID();
        Proposals offer = Proposals.offer().model(model, "1");
        DecisionRecord before = screenings.latest(desk.screen(offer)).orElseThrow();
        UUID licence = UUID.randomUUID();
        sql.sql("""
                        insert into licence (id, model_name, model_version, kind, market, number, leeway, document, document_hash,
                                             proposed_by, proposed_as, proposed_at, granted_by, granted_at, valid_until, entry)
                        values (:id, :model, '1', 'PRICE_OFFER', 'DE', 1, 'TWENTIETH', '', :hash, 'ana', 'OFFICER', now(), 'lea',
                                now(), now() + interval '1 hour', :id)
                        """)
                .param("id", licence)
                .param("model", model)
                .param("hash", "0".repeat(64))
                .update();

        DecisionRecord after = screenings
                .latest(desk.screen(offer.copied().externalId("again-" + UUID.randomUUID())))
                .orElseThrow();

        assertThat(before.sampleRate()).isEqualByComparingTo("1");
        assertThat(before.licences()).isEmpty();
        assertThat(after.sampleRate()).isEqualByComparingTo("0.05");
        assertThat(after.licences()).containsExactly(licence.toString());
        assertThat(after.seed()).isEqualTo(before.seed());
        assertThat(screenings.replay(after)).isEqualTo(after.verdict());
    }

    private void decide(ReviewId review, Decision decision) {
        reviews.decide(
                review,
                new NewDecision(
                        Actor.person("ana"), reviews.get(review).version(), decision, ReasonCode.OTHER, "Seen."));
    }
}
