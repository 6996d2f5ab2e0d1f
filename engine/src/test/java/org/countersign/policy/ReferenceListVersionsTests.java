package org.countersign.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.countersign.policy.ReferenceListVersion.State;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class ReferenceListVersionsTests {

    private static final Actor AUTHOR = Actor.person("officer1");
    private static final Actor OTHER = Actor.person("officer2");
    private static final String LIST = "sensitive-classes";

    @Autowired
    private ReferenceListVersions lists;

    @Autowired
    private Policies policies;

    @BeforeEach
    void setUp() {
        policies.activate(PolicyVersion.of(List.of(Rules.sensitiveClasses(List.of("PREGNANCY")))), AUTHOR);
        lists.history(LIST).stream()
                .filter(version -> version.state() == State.PROPOSED)
                .forEach(version -> lists.reject(LIST, version.number(), Actor.person("cleaner")));
    }

    @Test
    void bindsThePoliciesInForceOnceASecondPersonApproves() {
        ReferenceListVersion proposal = lists.propose(LIST, List.of("PREGNANCY", "DEBT"), "Debt too.", AUTHOR);
        assertThat(policies.active().lists().require(LIST)).containsExactly("PREGNANCY");

        ReferenceListVersion approved = lists.approve(LIST, proposal.number(), OTHER);

        assertThat(approved.state()).isEqualTo(State.APPROVED);
        assertThat(approved.decidedBy()).isEqualTo("PERSON:officer2");
        assertThat(policies.active().lists().require(LIST)).containsExactly("PREGNANCY", "DEBT");
        assertThat(lists.current().require(LIST)).containsExactly("PREGNANCY", "DEBT");
        assertThat(lists.history(LIST).getFirst()).isEqualTo(approved);
    }

    @Test
    void letsNobodyApproveTheirOwnProposal() {
        int number = lists.propose(LIST, List.of("DEBT"), "Debt.", AUTHOR).number();

        assertThatThrownBy(() -> lists.approve(LIST, number, AUTHOR)).isInstanceOf(Refusal.NotAllowed.class);
        lists.reject(LIST, number, OTHER);
        assertThatThrownBy(() -> lists.approve(LIST, number, OTHER))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("REJECTED by PERSON:officer2");
        assertThat(policies.active().lists().require(LIST)).containsExactly("PREGNANCY");
    }

    @Test
    void keepsOneProposalOpenAtATime() {
        lists.propose(LIST, List.of("DEBT"), "Debt.", AUTHOR);

        assertThatThrownBy(() -> lists.propose(LIST, List.of("ADDICTION"), "No, addiction.", OTHER))
                .isInstanceOf(Refusal.Conflict.class);
    }

    @Test
    void refusesWhatTheRulesInForceCouldNotUse() {
        assertThatThrownBy(() -> lists.propose(LIST, List.of("A", "A"), "Twice.", AUTHOR))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> lists.propose(LIST, List.of(), "Nothing.", AUTHOR))
                .isInstanceOf(Refusal.Invalid.class);
        assertThatThrownBy(() -> lists.propose(LIST, List.of("DEBT"), " ", AUTHOR))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("Say why");
    }
}
