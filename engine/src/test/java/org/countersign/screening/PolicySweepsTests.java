package org.countersign.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.policy.DrlReader;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyActivated;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceLists;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.AfterEach;
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
    private PolicySource source;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Endings endings;

    @Autowired
    private AuditEntries log;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void sendsBackWhatRestsOnOtherPoliciesAndNothingElse() {
        List<SuggestionId> live =
                IntStream.range(0, 3).mapToObj(n -> screened()).toList();
        SuggestionId ended = screened();
        endings.withdraw(Actor.client("shop"), ended, "Wrong price.");

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
    void leavesWhatTheNewPoliciesApproveAutomaticallyTooWhereItIs() {
        SuggestionId id = screened();
        DecisionRecord before = screenings.latest(id).orElseThrow();

        discloseWhat("CAMPAIGN_COPY");
        sweepAll();

        SuggestionView kept = suggestions.get(id);
        assertThat(kept.state()).isEqualTo(SuggestionState.APPROVED);
        assertThat(kept.generation()).isEqualTo(1);
        assertThat(kept.history().getLast().reason()).isEqualTo("Judged alike by other policies.");
        DecisionRecord after = screenings.latest(id).orElseThrow();
        assertThat(after.verdict().policyVersion())
                .isEqualTo(policies.active().version())
                .isNotEqualTo(before.verdict().policyVersion());
        assertThat(log.about(id.subject()))
                .extracting(LogEntry::type)
                .endsWith(EntryType.SCREENING, EntryType.APPROVAL, EntryType.SCREENING, EntryType.APPROVAL);
        assertThat(screenings.automaticApproval(id)).contains(kept.lastEntry());
        assertThat(sweeps.list(1).getFirst().kept()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void gatesAgainWhatTheNewPoliciesLetOutOtherwise() {
        SuggestionId id = screened();

        discloseWhat("PRICE_OFFER");
        sweepAll();

        assertThat(state(id)).isEqualTo(SuggestionState.RECEIVED);
    }

    /** Brings one more rule into force. */
    private void discloseWhat(String kind) {
        List<PolicyRule> rules = new ArrayList<>(source.rules());
        rules.addAll(DrlReader.read("test.drl", """
                package policies.test

                rule "What is swept in a test is disclosed"
                    @id("SWP-01")
                    @source("ethics")
                    @unknown("SKIP")
                    @message("It was swept.")
                when
                    $v : Verdict()
                    Facts( suggestion.kind == "%s" )
                then
                    $v.requireDisclosure("SWP-01");
                end
                """.formatted(kind), ReferenceLists.none()));
        policies.activate(PolicyVersion.of(rules), Actor.system("test"));
    }

    @AfterEach
    void bringTheUsualPoliciesBack() {
        policies.activate(PolicyVersion.of(source.rules()), Actor.system("test"));
        sweepAll();
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
