package org.countersign.governance;

import java.math.BigDecimal;
import java.util.List;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyCase;
import org.countersign.shared.Actor;
import org.springframework.boot.test.context.TestComponent;

/** Officers at work: drafts a rule with its cases and takes it as far as a test needs. */
@TestComponent
class Office {

    static final Actor ANA = Actor.person("ana");
    static final Actor BEN = Actor.person("ben");
    static final Actor CAM = Actor.person("cam");

    /** Blocks offers above a price; its cases are green. */
    static final String DEAR = """
            rule "Nothing dear is offered"
                @id("TST-09")
                @source("ethics")
                @unknown("SKIP")
                @message("It costs {price.offered}.")
            when
                $v : Verdict()
                Facts( price.offered > 5 )
            then
                $v.block("TST-09");
            end
            """;

    final PolicyChanges changes;
    final ChangeApprovals approvals;

    Office(PolicyChanges changes, ChangeApprovals approvals) {
        this.changes = changes;
        this.approvals = approvals;
    }

    static FactSet price(String offered) {
        return FactSet.builder()
                .text("suggestion.kind", "PRICE_OFFER")
                .number("suggestion.audienceSize", 10)
                .number("price.offered", new BigDecimal(offered))
                .build();
    }

    static List<PolicyCase> dearCases() {
        return List.of(
                new PolicyCase("TST-09", PolicyCase.Sort.HIT, "six", price("6"), "BLOCK", "It costs 6.", null),
                new PolicyCase("TST-09", PolicyCase.Sort.MISS, "five", price("5"), PolicyCase.NOTHING, null, null));
    }

    ChangeId draft() {
        return changes.open(new NewChange(ChangeKind.CHANGE, "Dear offers", "Customers complained.", ANA));
    }

    /** A draft with {@link #DEAR} and its cases, ready to be submitted. */
    ChangeId ready() {
        ChangeId id = draft();
        int revision = changes.edit(id, 0, ANA, List.of(Edit.rule("TST-09", DEAR)));
        changes.editCases(id, revision, ANA, "TST-09", dearCases());
        return id;
    }

    /** Submitted, checked, reported on, and before the officers, as the process would have brought it there. */
    ChangeId inApproval() {
        ChangeId id = ready();
        bringToApproval(id);
        return id;
    }

    void bringToApproval(ChangeId id) {
        int revision = changes.get(id).revision();
        approvals.submit(id, revision, ANA, null);
        if (!approvals.check(id, revision)) {
            throw new IllegalStateException(
                    "The checks failed: " + changes.get(id).note());
        }
        approvals.report(id, revision);
        approvals.awaitApproval(id, revision, 7);
    }

    String reportHash(ChangeId id) {
        return approvals.reportFor(changes.get(id)).orElseThrow().hash();
    }

    void approve(ChangeId id, Actor officer) {
        approvals.approve(id, changes.get(id).revision(), officer, reportHash(id), "Read it.");
    }

    /** All the way into force. */
    ChangeId active() {
        ChangeId id = inApproval();
        approve(id, BEN);
        approvals.activate(id, changes.get(id).revision());
        return id;
    }

    /** Puts the policies of the start back in force, whatever a test did to them. */
    void bringIntoForce(ChangeId id) {
        bringToApproval(id);
        approve(id, BEN);
        approvals.activate(id, changes.get(id).revision());
    }
}
