package org.countersign.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.governance.Office.ANA;
import static org.countersign.governance.Office.BEN;
import static org.countersign.governance.Office.CAM;

import java.util.List;
import java.util.Set;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.LogEntry;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@EngineTest
@Import({HousePolicies.class, Office.class})
class PolicyChangesTests {

    @Autowired
    private Office office;

    @Autowired
    private PolicyChanges changes;

    @Autowired
    private ChangeMerges merges;

    @Autowired
    private ChangeApprovals approvals;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicySource source;

    @Autowired
    private AuditEntries log;

    @AfterEach
    void startOver() {
        changes.open().forEach(change -> changes.discard(change.id(), ANA));
        policies.activate(PolicyVersion.of(source.rules()), Actor.system("test"));
    }

    @Test
    void takesARuleFromADraftIntoForceAndBackAgain() {
        long before = policies.activeNumber();

        ChangeId id = office.active();
        assertThat(policies.evaluate(Office.price("6")).hits())
                .singleElement()
                .satisfies(hit -> assertThat(hit.rule()).isEqualTo("TST-09"));
        assertThat(changes.get(id).state()).isEqualTo(ChangeState.ACTIVE);
        assertThat(changes.get(id).activation()).isEqualTo(policies.activeNumber());
        assertThat(changes.behind(policies.activeNumber())).map(ChangeView::id).contains(id);

        ChangeId back = changes.rollBack(before, "Back", "It was wrong.", ANA);
        office.bringIntoForce(back);

        assertThat(policies.evaluate(Office.price("6")).hits()).isEmpty();
        assertThat(policies.activeNumber()).isGreaterThan(before + 1);
        assertThat(policies.active().version())
                .isEqualTo(policies.activation(before).version());
    }

    @Test
    void leavesEveryStepInTheLog() {
        ChangeId id = office.active();

        assertThat(log.about(id.subject()))
                .extracting(LogEntry::type)
                .containsExactly(
                        EntryType.POLICY_DRAFTED,
                        EntryType.POLICY_DRAFTED,
                        EntryType.POLICY_DRAFTED,
                        EntryType.POLICY_SUBMITTED,
                        EntryType.POLICY_DECIDED,
                        EntryType.POLICY_DECIDED);
        assertThat(log.about("policy:" + policies.active().version()))
                .extracting(LogEntry::type)
                .contains(EntryType.POLICY_ACTIVATED);
    }

    @Test
    void refusesTheAuthorAndWhoeverContributed() {
        ChangeId id = office.ready();
        changes.edit(id, 2, BEN, List.of(Edit.rule("TST-09", Office.DEAR.replace("It costs", "It costs"))));
        office.bringToApproval(id);

        assertThatThrownBy(() -> office.approve(id, ANA)).isInstanceOf(Refusal.NotAllowed.class);
        assertThatThrownBy(() -> office.approve(id, BEN))
                .isInstanceOf(Refusal.NotAllowed.class)
                .hasMessageContaining("ben had a hand in this change");
        office.approve(id, CAM);
        assertThat(changes.get(id).state()).isEqualTo(ChangeState.APPROVED);
    }

    @Test
    void voidsTheApprovalWithAnEdit() {
        ChangeId id = office.inApproval();
        office.approve(id, BEN);
        int approved = changes.get(id).revision();

        changes.edit(id, approved, ANA, List.of(Edit.rule("TST-09", Office.DEAR.replace("> 5", "> 4"))));

        assertThat(changes.get(id).state()).isEqualTo(ChangeState.DRAFT);
        assertThat(approvals.activate(id, approved)).isFalse();
        assertThat(policies.evaluate(Office.price("6")).hits()).isEmpty();
        office.bringToApproval(office.ready());
    }

    @Test
    void bindsTheApprovalToTheReportThatWasRead() {
        ChangeId id = office.inApproval();

        assertThatThrownBy(() -> approvals.approve(id, 2, BEN, "0".repeat(64), null))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("newer impact report");
        assertThatThrownBy(() -> approvals.approve(id, 1, BEN, office.reportHash(id), null))
                .isInstanceOf(Refusal.Conflict.class);
        assertThat(changes.get(id).state()).isEqualTo(ChangeState.IN_APPROVAL);
    }

    @Test
    void sendsADraftBackWithAReason() {
        ChangeId id = office.inApproval();

        approvals.sendBack(id, 2, BEN, "Six is too low.");

        assertThat(changes.get(id).state()).isEqualTo(ChangeState.DRAFT);
        assertThat(changes.get(id).note()).isEqualTo("Six is too low.");
        assertThat(changes.decisions(id)).singleElement().satisfies(said -> {
            assertThat(said.approved()).isFalse();
            assertThat(said.person()).isEqualTo("ben");
        });
    }

    @Test
    void refusesToSubmitWithARedCase() {
        ChangeId id = office.ready();
        changes.edit(id, 2, ANA, List.of(Edit.rule("TST-09", Office.DEAR.replace("> 5", "> 6"))));

        assertThat(changes.trial(changes.draft(id)).red()).singleElement().satisfies(red -> {
            assertThat(red.of().name()).isEqualTo("six");
            assertThat(red.mismatch()).contains("It was to say BLOCK and says nothing");
        });
        assertThatThrownBy(() -> approvals.submit(id, 3, ANA, null))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessage("One case is red.");
    }

    @Test
    void refusesToSubmitARuleWithoutCases() {
        ChangeId id = office.draft();
        changes.edit(id, 0, ANA, List.of(Edit.rule("TST-09", Office.DEAR)));

        assertThatThrownBy(() -> approvals.submit(id, 1, ANA, null))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("at least one case in which it speaks and one in which it stays silent");
    }

    @Test
    void keepsWhatCannotBeReadAndSaysWhere() {
        ChangeId id = office.draft();

        changes.edit(
                id, 0, ANA, List.of(Edit.rule("TST-09", Office.DEAR.replace("price.offered > 5", "price.ofered > 5"))));

        Draft draft = changes.draft(id);
        assertThat(draft.candidate()).isNull();
        assertThat(draft.rule("TST-09")).hasValueSatisfying(rule -> {
            assertThat(rule.fate()).isEqualTo(DraftRule.Fate.UNREADABLE);
            assertThat(rule.text()).contains("price.ofered");
            assertThat(rule.errors()).singleElement().satisfies(error -> {
                assertThat(error.line()).isEqualTo(8);
                assertThat(error.message()).contains("Did you mean price.offered?");
            });
        });
    }

    @Test
    void savesNothingOverSomebodyElsesWork() {
        ChangeId id = office.ready();

        assertThatThrownBy(() -> changes.edit(id, 1, BEN, List.of(Edit.withoutRule("TST-09"))))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("Yours is not saved");
        assertThat(changes.get(id).contributors()).containsExactly("ana");
    }

    @Test
    void tellsEarlyWhoElseIsChangingARule() {
        ChangeId mine = office.ready();
        ChangeId other = office.draft();
        assertThat(merges.overlaps(mine)).isEmpty();

        changes.edit(other, 0, BEN, List.of(Edit.rule("TST-09", Office.DEAR.replace("> 5", "> 7"))));

        assertThat(merges.overlaps(mine)).singleElement().satisfies(overlap -> {
            assertThat(overlap.key()).isEqualTo("TST-09");
            assertThat(overlap.other()).extracting(ChangeView::id).isEqualTo(other);
        });
    }

    @Test
    void mergesRuleByRuleOntoWhatCameIntoForceMeanwhile() {
        ChangeId mine = office.draft();
        changes.edit(
                mine,
                0,
                CAM,
                List.of(
                        Edit.rule("TST-09", Office.DEAR.replace("> 5", "> 7")),
                        Edit.rule("TST-02", HousePolicies.LARGE.replace("50000", "10"))));
        office.active();

        assertThat(merges.isOvertaken(mine)).isTrue();
        assertThatThrownBy(() -> approvals.submit(mine, 1, CAM, null))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("Merge the two");
        assertThat(merges.conflicts(mine)).singleElement().satisfies(conflict -> {
            assertThat(conflict.key()).isEqualTo("TST-09");
            assertThat(conflict.before()).isNull();
            assertThat(conflict.theirs()).contains("> 5");
            assertThat(conflict.mine()).contains("> 7");
        });

        merges.merge(mine, 1, CAM, Set.of("TST-09"));

        Draft merged = changes.draft(mine);
        assertThat(merges.isOvertaken(mine)).isFalse();
        assertThat(merged.rule("TST-09")).map(DraftRule::fate).contains(DraftRule.Fate.SAME);
        assertThat(merged.rule("TST-02")).map(DraftRule::fate).contains(DraftRule.Fate.CHANGED);
    }

    @Test
    void comesBackInsteadOfUndoingWhatCameIntoForceSinceItsApproval() {
        ChangeId late = office.inApproval();
        office.approve(late, BEN);
        ChangeId quick = office.draft();
        changes.edit(quick, 0, CAM, List.of(Edit.withoutRule("TST-03")));
        office.bringIntoForce(quick);

        assertThat(approvals.activate(late, 2)).isFalse();
        assertThat(changes.get(late).state()).isEqualTo(ChangeState.DRAFT);
        assertThat(changes.get(late).note()).contains("Merge the two");
    }

    @Test
    void changesAListForEveryRuleThatUsesIt() {
        ChangeId id = office.draft();
        changes.edit(id, 0, ANA, List.of(Edit.list("outsiders", "EXTERNAL_ADS\n# and\nPARTNER\n")));

        Draft draft = changes.draft(id);

        assertThat(draft.changedLists()).containsExactly("outsiders");
        assertThat(draft.rule("TST-03")).map(DraftRule::fate).contains(DraftRule.Fate.CHANGED);
        assertThat(draft.rule("TST-02")).map(DraftRule::fate).contains(DraftRule.Fate.SAME);
        assertThat(draft.candidate())
                .isNotNull()
                .satisfies(candidate -> assertThat(candidate.lists().byName())
                        .containsEntry("outsiders", List.of("EXTERNAL_ADS", "PARTNER")));
    }

    @Test
    void keepsTheIdOfARuleForItsWholeLife() {
        ChangeId id = office.draft();
        changes.edit(id, 0, ANA, List.of(Edit.rule("TST-08", Office.DEAR)));

        assertThat(changes.draft(id).rule("TST-08"))
                .hasValueSatisfying(rule -> assertThat(rule.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.message()).contains("cannot become TST-09")));
    }

    @Test
    void runsCasesOnWhatIsTypedWithoutSavingIt() {
        ChangeId id = office.ready();

        Draft typed = changes.tried(id, Edit.rule("TST-09", Office.DEAR.replace("> 5", "> 100")));

        assertThat(changes.trial(typed).red()).hasSize(1);
        assertThat(changes.trial(changes.draft(id)).red()).isEmpty();
    }

    @Test
    void carriesCasesFromVersionToVersion() {
        office.active();
        ChangeId next = office.draft();

        assertThat(changes.draft(next).rule("TST-09"))
                .hasValueSatisfying(rule -> assertThat(rule.cases()).isEqualTo(Office.dearCases()));
    }

    @Test
    void waitsForTheTimeItIsToComeIntoForce() {
        ChangeId id = office.ready();
        java.time.Instant tomorrow = java.time.Instant.parse("2099-01-01T00:00:00Z");
        approvals.submit(id, 2, ANA, tomorrow);
        approvals.check(id, 2);
        approvals.report(id, 2);
        approvals.awaitApproval(id, 2, 7);
        office.approve(id, BEN);

        assertThatThrownBy(() -> approvals.activate(id, 2))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("2099-01-01");
        assertThat(policies.evaluate(Office.price("6")).hits()).isEmpty();
    }

    @Test
    void refusesACaseThatExpectsNoSuchThing() {
        assertThatThrownBy(() ->
                        new PolicyCase("TST-09", PolicyCase.Sort.HIT, "six", Office.price("6"), "EXPLODE", null, null))
                .hasMessageContaining("\"EXPLODE\"");
    }
}
