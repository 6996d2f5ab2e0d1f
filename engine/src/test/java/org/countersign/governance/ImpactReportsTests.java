package org.countersign.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.countersign.governance.Office.ANA;

import java.util.List;
import org.countersign.policy.DrlReader;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Route;
import org.countersign.screening.Screenings;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@EngineTest
@Import({HousePolicies.class, Office.class})
class ImpactReportsTests {

    @Autowired
    private ImpactReports impacts;

    @Autowired
    private Shadows shadows;

    @Autowired
    private Office office;

    @Autowired
    private PolicyChanges changes;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicySource source;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Desk desk;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void forgetOtherDecisions() {
        jdbc.sql("update decision_record set record = null, subject = null").update();
    }

    private PolicyVersion with(String... rules) {
        List<PolicyRule> all = new java.util.ArrayList<>(source.rules());
        for (String rule : rules) {
            PolicyRule read =
                    DrlReader.read("x", "package x\n" + rule, source.lists()).getFirst();
            all.removeIf(other -> other.id().equals(read.id()));
            all.add(read);
        }
        return PolicyVersion.of(all);
    }

    private ImpactView report(PolicyVersion to) {
        ImpactId id = impacts.start(policies.active().version(), to, 7, ANA);
        await().until(() -> impacts.get(id).state() != ImpactView.State.RUNNING);
        return impacts.get(id);
    }

    /** Nobody is judged unfairly, so policies alone decide the route. */
    private static Proposals offer(String price, int old, int young) {
        ArrayNode composition = Json.MAPPER.createArrayNode();
        ArrayNode groups = composition.addObject().put("attribute", "age").putArray("groups");
        ObjectNode first = groups.addObject();
        first.put("group", "old").put("eligible", 1000).put("favoured", old);
        ObjectNode second = groups.addObject();
        second.put("group", "young").put("eligible", 1000).put("favoured", young);
        return Proposals.offer()
                .with("/content/price/offered", price)
                .with("/content/price/list", price)
                .with("/audience/segment", "coffee")
                .with("/audience/size", old + young)
                .with("/audience/composition", composition)
                .without("/placement");
    }

    @Test
    void countsEveryFlipByKindMarketChannelAndSegment() {
        SuggestionId dear = desk.screen(offer("6.00", 500, 500));
        desk.screen(offer("4.00", 500, 500));

        ImpactView view = report(with(Office.DEAR));

        ImpactReport report = java.util.Objects.requireNonNull(view.report());
        assertThat(view.state()).isEqualTo(ImpactView.State.DONE);
        assertThat(report.decisions()).isEqualTo(2);
        assertThat(report.flips()).isEqualTo(1);
        assertThat(report.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.to()).isEqualTo(Route.BLOCK);
            assertThat(turn.byKind()).containsEntry("PRICE_OFFER", 1L);
            assertThat(turn.bySegment()).containsEntry("coffee", 1L);
            assertThat(turn.byMarket()).containsKey("DE");
            assertThat(turn.byChannel()).isNotEmpty();
        });
        assertThat(report.rules()).containsOnlyKeys("TST-09");
        assertThat(impacts.flips(
                                view.id(),
                                new FlipFilter(null, Route.BLOCK, "PRICE_OFFER", "DE", null, "coffee", "TST-09", false),
                                null)
                        .items())
                .singleElement()
                .satisfies(flip -> assertThat(flip.suggestion()).isEqualTo(dear));
        assertThat(impacts.flips(
                                view.id(),
                                new FlipFilter(null, null, "CART_RECOVERY", null, null, null, null, false),
                                null)
                        .items())
                .isEmpty();
    }

    /**
     * Before, 500 of 1,000 old and 500 of 1,000 young are reached by each of two offers; after, the one that favours the
     * old more falls away. Rates are counted by hand.
     */
    @Test
    void tellsSelectionRatesOfGroupsBeforeAndAfter() {
        desk.screen(offer("6.00", 600, 500));
        desk.screen(offer("4.00", 400, 500));

        ImpactReport report =
                java.util.Objects.requireNonNull(report(with(Office.DEAR)).report());

        assertThat(report.fairness())
                .filteredOn(one -> one.attribute().equals("age"))
                .singleElement()
                .satisfies(age -> {
                    assertThat(age.before().groups())
                            .extracting(group -> group.group() + " " + group.favoured() + "/" + group.eligible())
                            .containsExactly("old 1000/2000", "young 1000/2000");
                    assertThat(age.after().groups())
                            .extracting(group -> group.group() + " " + group.favoured() + "/" + group.eligible())
                            .containsExactly("old 400/2000", "young 500/2000");
                    assertThat(age.after().groups().getFirst().ratio()).isEqualTo(0.8);
                    assertThat(age.after().groups().getFirst().ratioLow()).isBetween(0.7, 0.8);
                });
    }

    @Test
    void judgesDecisionsOfOtherVersionsByBoth() {
        desk.screen(offer("6.00", 500, 500));
        policies.activate(with(Office.DEAR), ANA);
        desk.screen(offer("6.50", 500, 500));

        ImpactReport report = java.util.Objects.requireNonNull(
                report(with(Office.DEAR.replace("> 5", "> 6"))).report());

        assertThat(report.before()).containsOnly(java.util.Map.entry(Route.BLOCK, 2L));
        assertThat(report.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.from()).isEqualTo(Route.BLOCK);
            assertThat(turn.count()).isEqualTo(1);
        });
        policies.activate(PolicyVersion.of(source.rules()), ANA);
    }

    @Test
    void judgesDecisionsOfAFile() {
        List<String> lines = List.of(
                Json.MAPPER
                        .createObjectNode()
                        .set("facts", Office.price("6").toJson())
                        .toString(),
                Json.MAPPER
                        .createObjectNode()
                        .set("facts", Office.price("4").toJson())
                        .toString(),
                "nonsense");

        ImpactId id = impacts.start(policies.active().version(), with(Office.DEAR), "past.ndjson", lines, ANA);

        await().until(() -> impacts.get(id).state() != ImpactView.State.RUNNING);
        ImpactReport report = java.util.Objects.requireNonNull(impacts.get(id).report());
        assertThat(report.file()).isEqualTo("past.ndjson");
        assertThat(report.decisions()).isEqualTo(2);
        assertThat(report.unreadable()).isEqualTo(1);
        assertThat(report.flips()).isEqualTo(1);
        assertThatThrownBy(() ->
                        impacts.start(policies.active().version(), with(Office.DEAR), "x", List.of("nonsense"), ANA))
                .isInstanceOf(Refusal.Invalid.class)
                .hasMessageContaining("one JSON object a line");
    }

    @Test
    void canBeCancelled() {
        desk.screen(offer("6.00", 500, 500));
        ImpactId id = impacts.start(policies.active().version(), with(Office.DEAR), 7, ANA);

        impacts.cancel(id);

        await().until(() -> impacts.get(id).state() != ImpactView.State.RUNNING);
        assertThat(impacts.get(id).state()).isIn(ImpactView.State.CANCELLED, ImpactView.State.DONE);
    }

    @Test
    void refusesAnImpossibleWindow() {
        assertThatThrownBy(() -> impacts.start(policies.active().version(), with(Office.DEAR), 0, ANA))
                .isInstanceOf(Refusal.Invalid.class);
    }

    @Test
    void judgesLiveTrafficInTheShadowWithoutTouchingIt() {
        ChangeId id = office.ready();
        shadows.start(id, ANA);

        SuggestionId dear = desk.screen(offer("6.00", 500, 500));
        desk.screen(offer("4.00", 500, 500));
        shadows.cast();
        shadows.cast();

        assertThat(shadows.of(id)).hasValueSatisfying(shadow -> {
            assertThat(shadow.decisions()).isEqualTo(2);
            assertThat(shadow.turns())
                    .singleElement()
                    .satisfies(turn -> assertThat(turn.count()).isEqualTo(1));
            assertThat(shadow.recent()).singleElement().satisfies(one -> {
                assertThat(one.suggestion()).isEqualTo(dear);
                assertThat(one.rules()).containsExactly("TST-09");
            });
        });
        assertThat(screenings.latest(dear))
                .hasValueSatisfying(
                        record -> assertThat(record.verdict().route()).isNotEqualTo(Route.BLOCK));

        changes.edit(id, 2, ANA, List.of(Edit.rule("TST-09", Office.DEAR.replace("> 5", "> 3"))));
        shadows.cast();
        assertThat(shadows.of(id))
                .hasValueSatisfying(shadow -> assertThat(shadow.turns())
                        .singleElement()
                        .satisfies(turn -> assertThat(turn.count()).isEqualTo(2)));
        shadows.stop(id);
        assertThat(shadows.of(id)).isEmpty();
        changes.discard(id, ANA);
    }
}
