package org.countersign.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.governance.Office.ANA;
import static org.countersign.governance.Office.BEN;

import java.util.List;
import org.countersign.policy.Evaluation;
import org.countersign.policy.FactSet;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceListVersion.State;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@EngineTest
@Import({HousePolicies.class, Office.class})
class ListChangesTests {

    private static final String LIST = "outsiders";

    @Autowired
    private ListChanges lists;

    @Autowired
    private PolicyChanges changes;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicySource source;

    @Autowired
    private Office office;

    @AfterEach
    void startOver() {
        lists.all().stream()
                .flatMap(list -> list.history().stream())
                .filter(version -> version.state() == State.PROPOSED)
                .forEach(version -> lists.reject(version.name(), version.number(), Actor.person("cleaner")));
        changes.open().forEach(change -> changes.discard(change.id(), ANA));
        policies.activate(PolicyVersion.of(source.rules()), Actor.system("test"));
    }

    private List<String> hits(String destination) {
        return policies
                .evaluate(FactSet.builder()
                        .text("suggestion.destination", destination)
                        .number("suggestion.audienceSize", 10)
                        .build())
                .hits()
                .stream()
                .map(Evaluation.Hit::rule)
                .toList();
    }

    @Test
    void bitesFromTheNextSuggestionOnOnceASecondOfficerApproves() {
        assertThat(hits("SOCIAL_ADS")).isEmpty();

        int number = lists.propose(LIST, List.of("EXTERNAL_ADS", "SOCIAL_ADS"), "New destination.", ANA)
                .number();
        assertThatThrownBy(() -> lists.approve(LIST, number, ANA)).isInstanceOf(Refusal.NotAllowed.class);
        lists.approve(LIST, number, BEN);

        assertThat(hits("SOCIAL_ADS")).containsExactly("TST-03");
        assertThat(lists.get(LIST).number()).isEqualTo(number);
        assertThat(lists.get(LIST).users()).containsExactly("TST-03");
    }

    @Test
    void keepsTheCasesThatOfficersWrote() {
        office.active();
        assertThat(changes.casesOf(policies.active())).containsAll(Office.dearCases());

        int number = lists.propose(LIST, List.of("EXTERNAL_ADS", "PARTNERS"), "Partners.", ANA)
                .number();
        lists.approve(LIST, number, BEN);

        assertThat(changes.casesOf(policies.active())).containsAll(Office.dearCases());
    }

    @Test
    void changesNothingWhileACaseWouldBeRed() {
        ChangeId id = office.draft();
        changes.editCases(
                id,
                0,
                ANA,
                "TST-03",
                List.of(
                        new PolicyCase("TST-03", PolicyCase.Sort.HIT, "ads", to("EXTERNAL_ADS"), "BLOCK", null, null),
                        new PolicyCase(
                                "TST-03", PolicyCase.Sort.MISS, "own", to("OWN"), PolicyCase.NOTHING, null, null)));
        office.bringIntoForce(id);

        assertThat(lists.red(LIST, List.of("OWN"))).hasSize(2);
        assertThatThrownBy(() -> lists.propose(LIST, List.of("OWN"), "Turned round.", ANA))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("a case of rule TST-03 is red");
    }

    @Test
    void writesDownWhatAChangeOfThePoliciesMadeOfAList() {
        ChangeId id = office.draft();
        changes.edit(id, 0, ANA, List.of(Edit.list(LIST, "EXTERNAL_ADS\nMAILERS")));
        changes.editCases(
                id,
                1,
                ANA,
                "TST-03",
                List.of(
                        new PolicyCase("TST-03", PolicyCase.Sort.HIT, "mail", to("MAILERS"), "BLOCK", null, null),
                        new PolicyCase(
                                "TST-03", PolicyCase.Sort.MISS, "own", to("OWN"), PolicyCase.NOTHING, null, null)));
        office.bringIntoForce(id);

        assertThat(lists.get(LIST).lines()).containsExactly("EXTERNAL_ADS", "MAILERS");
        assertThat(lists.get(LIST).history().getFirst())
                .returns("PERSON:ana", version -> version.proposedBy())
                .returns("PERSON:ben", version -> version.decidedBy())
                .returns(lists.get(LIST).number(), version -> version.number());
    }

    @Test
    void knowsAListThatNoRuleUsesYet() {
        int number = lists.propose("brand-words", List.of("best ever"), "For the next rule.", ANA)
                .number();
        lists.approve("brand-words", number, BEN);

        assertThat(changes.draft(office.draft()).lists().require("brand-words")).containsExactly("best ever");
        assertThatThrownBy(() -> lists.propose("brand-words", List.of("best ever"), "Again.", ANA))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("already");
    }

    private static FactSet to(String destination) {
        return FactSet.builder().text("suggestion.destination", destination).build();
    }
}
