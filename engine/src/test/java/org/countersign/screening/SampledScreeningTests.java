package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.countersign.policy.Route;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

@EngineTest
@Import(TestPolicies.class)
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=1")
class SampledScreeningTests {

    @Autowired
    private Screenings screenings;

    @Autowired
    private Suggestions suggestions;

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
}
