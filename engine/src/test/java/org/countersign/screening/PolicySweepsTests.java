package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyActivated;
import org.countersign.shared.Actor;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
@TestPropertySource(properties = "countersign.screening.audit-sample-rate=0")
class PolicySweepsTests {

    @Autowired
    private PolicySweeps sweeps;

    @Autowired
    private Policies policies;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void sendsBackWhatRestsOnOtherPoliciesAndNothingElse() {
        List<SuggestionId> live =
                IntStream.range(0, 3).mapToObj(n -> screened()).toList();
        SuggestionId ended = screened();
        suggestions.withdraw(Actor.client("shop"), ended, "Wrong price.");

        begin("sha256:other");
        sweepAll();

        assertThat(live).allSatisfy(id -> assertThat(state(id)).isEqualTo(SuggestionState.RECEIVED));
        assertThat(state(ended)).isEqualTo(SuggestionState.WITHDRAWN);
        assertThat(sweeps.list(1)).singleElement().satisfies(sweep -> {
            assertThat(sweep.regated()).isGreaterThanOrEqualTo(3);
            assertThat(sweep.finishedAt()).isNotNull();
        });
    }

    @Test
    void leavesAloneWhatTheVersionInForceHasJudged() {
        SuggestionId id = screened();

        begin(policies.active().version());
        sweepAll();

        assertThat(state(id)).isEqualTo(SuggestionState.APPROVED);
    }

    @Test
    void aNewerChangeEndsTheSweepOfAnOlderOne() {
        SuggestionId id = screened();
        begin("sha256:other");

        begin(policies.active().version());
        sweepAll();

        assertThat(state(id)).isEqualTo(SuggestionState.APPROVED);
        assertThat(sweeps.list(2))
                .allSatisfy(sweep -> assertThat(sweep.finishedAt()).isNotNull());
    }

    private void begin(String version) {
        transaction.executeWithoutResult(
                status -> sweeps.begin(new PolicyActivated(7, version, "sha256:before", Instant.now())));
    }

    private void sweepAll() {
        while (sweeps.sweepChunk()) {
            // There is more.
        }
    }

    private SuggestionId screened() {
        SuggestionId id = SuggestionId.of(String.valueOf(suggestions
                .receive("shop", List.of(Proposals.offer().without("/placement").document()))
                .getFirst()
                .id()));
        screenings.screen(id);
        return id;
    }

    private SuggestionState state(SuggestionId id) {
        return suggestions.get(id).state();
    }
}
