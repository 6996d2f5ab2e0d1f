package org.countersign.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.countersign.bias.BiasCheckRequest.Check;
import org.countersign.bias.BiasCheckRequest.Group;
import org.countersign.bias.BiasResult;
import org.countersign.policy.Route;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewId;
import org.countersign.review.Reviews;
import org.countersign.screening.Screenings;
import org.countersign.screening.Verdict;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.ProposalsReceived;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.Suggestions;
import org.countersign.testing.Desk;
import org.countersign.testing.EngineTest;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@EngineTest
class MonitoringTests {

    private static final Actor OFFICER = Actor.person("officer1");

    /** Each test has a model of its own, so that none sees what another counted. */
    private final String model = "model-" + UUID.randomUUID();

    @Autowired
    private Desk desk;

    @Autowired
    private Suggestions suggestions;

    @Autowired
    private Screenings screenings;

    @Autowired
    private Reviews reviews;

    @Autowired
    private StageRollup rollup;

    @Autowired
    private Stages stages;

    @Autowired
    private Watch watch;

    @Autowired
    private Alarms alarms;

    @Autowired
    private SingleCustomers singles;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Clock clock;

    @Test
    void followsASegmentThroughItsStages() {
        ReviewId review = desk.open(Desk.unfair().model(model, "1"));
        decide(review, "ana", Decision.REJECT);

        rollup.rollUp();

        Chain chain = chain("age");
        assertThat(chain.at(Stage.MODEL)).extracting(Chain.Link::group).containsExactly("19-24", "35-44", "65+");
        assertThat(link(chain, Stage.MODEL, "65+")).satisfies(link -> {
            assertThat(link.in()).isEqualTo(720);
            assertThat(link.out()).isEqualTo(60);
        });
        assertThat(link(chain, Stage.POLICY, "65+").out()).isEqualTo(60);
        assertThat(link(chain, Stage.HUMAN, "65+").in()).isEqualTo(60);
        assertThat(link(chain, Stage.HUMAN, "65+").out()).isZero();
        assertThat(chain.at(Stage.PUBLICATION)).isEmpty();
    }

    /** What cannot even be read of one model keeps nobody from watching the others. */
    @Test
    void oneModelThatCannotBeWatchedKeepsNoOtherFromIt() {
        String broken = "a-" + model;
        insertDay(broken, "NO_SUCH_STAGE", "19-24", 4_000, 2_000);
        for (String group : List.of("19-24", "65+")) {
            insertDay("b-" + model, "MODEL", group, 4_000, group.equals("65+") ? 400 : 2_000);
        }

        watch.look();

        assertThat(alarms.unwatched()).extracting(Alarms.Unwatched::model).contains(broken);
        assertThat(alarms.isOpen("b-" + model, "1")).isTrue();
        sql.sql("delete from stage_count where model_name = :broken")
                .param("broken", broken)
                .update();
        insertDay(broken, "MODEL", "19-24", 40, 20);
        watch.look();
        assertThat(alarms.unwatched()).extracting(Alarms.Unwatched::model).doesNotContain(broken);
    }

    private void insertDay(String name, String stage, String group, double eligible, double favoured) {
        sql.sql("""
                        insert into stage_count values (:day, :model, '1', 'RECOMMENDATION', '', 'age', :group, :stage,
                          :n, :n, :f, :n, :f, :f, 0, 0)
                        """)
                .param("day", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("model", name)
                .param("stage", stage)
                .param("group", group)
                .param("n", eligible)
                .param("f", favoured)
                .update();
    }

    @Test
    void countsNothingTwice() {
        desk.open(Desk.unfair().model(model, "1"));

        rollup.rollUp();
        rollup.rollUp();

        assertThat(link(chain("age"), Stage.MODEL, "65+").in()).isEqualTo(720);
    }

    @Test
    void theRowsOfOneCustomerAreOneCluster() {
        for (int row = 0; row < 6; row++) {
            desk.open(Proposals.cartRecovery().subject("customer-once").model(model, "1"));
            rollup.rollUp();
        }

        assertThat(sql.sql("""
                        select clusters, eligible, eligible_squared from stage_count
                         where model_name = :model and stage = 'POLICY' and attribute = 'ageBand'
                        """).param("model", model).query().singleRow())
                .containsEntry("clusters", 1.0)
                .containsEntry("eligible", 6.0)
                .containsEntry("eligible_squared", 36.0);
    }

    @Test
    void customersOneAtATimeShareTheResultOfAllOfThem() {
        // A hundred of either market; of those in DE one in five gets a reduction, of those in FR nearly all do.
        List<JsonNode> documents = new ArrayList<>();
        for (int customer = 0; customer < 100; customer++) {
            documents.add(offer("DE", customer, customer % 5 == 0));
            documents.add(offer("FR", customer, customer % 10 != 0));
        }
        SuggestionId first = SuggestionId.of(
                String.valueOf(suggestions.receive("shop", documents).getFirst().id()));

        Verdict verdict = screenings.screen(first);

        assertThat(verdict.biasResult()).isEqualTo(BiasResult.FAIL.name());
        assertThat(verdict.bias()).isNotNull();
        assertThat(verdict.bias().checks())
                .filteredOn(check -> check.name().equals("market"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.result()).isEqualTo(BiasResult.FAIL);
                    assertThat(check.worst()).isNotNull();
                    assertThat(check.worst().group()).isEqualTo("DE");
                    assertThat(check.worst().ratio()).isCloseTo(20.0 / 90, within(1e-9));
                });
        assertThat(verdict.bias().checks()).extracting(check -> check.name()).contains("ageBand × market");
        assertThat(verdict.approvalsNeeded()).isEqualTo(2);
        assertThat(screenings.replay(screenings.latest(first).orElseThrow())).isEqualTo(verdict);
    }

    @Test
    void aBatchIsMeasuredByItselfAndSmallPairsAreNoObstacle() {
        BatchId batch = new BatchId(UUID.randomUUID());
        List<Proposal> proposals = new ArrayList<>();
        for (int customer = 0; customer < 40; customer++) {
            proposals.add(Proposal.read(offer("DE", customer, true)));
            proposals.add(Proposal.read(offer("FR", customer, customer % 2 == 0)));
        }
        proposals.add(Proposal.read(offer("AT", 1, true)));
        events.publishEvent(new ProposalsReceived(batch, proposals));

        List<Check> shared = singles.checks(proposals.getFirst(), batch, true);
        List<Check> another = singles.checks(proposals.getFirst(), new BatchId(UUID.randomUUID()), true);

        assertThat(shared)
                .filteredOn(check -> check.name().equals("market"))
                .singleElement()
                .satisfies(check -> assertThat(check.groups())
                        .contains(new Group("DE", 40, 40), new Group("FR", 40, 20), new Group("AT", 1, 1)));
        assertThat(shared)
                .filteredOn(check -> check.name().equals("ageBand × market"))
                .singleElement()
                .satisfies(check -> assertThat(check.groups()).hasSize(2));
        assertThat(another).isEmpty();
    }

    @Test
    void oneCustomerAloneCannotBeMeasured() {
        SuggestionId id = desk.receive(
                Proposals.offer().subject("alone-" + UUID.randomUUID()).model(model, "1"));

        Verdict verdict = screenings.screen(id);

        assertThat(verdict.biasResult()).isEqualTo(BiasResult.UNMEASURABLE.name());
        assertThat(verdict.needsPerson() || verdict.route() == Route.BLOCK).isTrue();
    }

    @Test
    void raisesAnAlarmOnceAndRecallsTheModel() {
        SuggestionId published = desk.receive(Desk.unfair().model(model, "1"));
        count("65+", 4_000, 800);
        count("25-34", 5_000, 2_000);

        assertThat(watch.look()).isOne();
        assertThat(watch.look()).isZero();

        assertThat(alarms.isOpen(model, "1")).isTrue();
        AlarmView alarm = alarmOf(model);
        assertThat(alarm.group()).isEqualTo("65+");
        assertThat(alarm.ratio()).isCloseTo(0.5, within(1e-9));

        alarms.decide(alarm.id(), OFFICER, AlarmOutcome.RECALLED, "Half as often; see ticket 7.");

        assertThat(suggestions.get(published).state()).isEqualTo(SuggestionState.WITHDRAWN);
        assertThat(alarms.isOpen(model, "1")).isFalse();
        assertThat(watch.look()).isZero();
        assertThatThrownBy(() -> alarms.decide(alarm.id(), OFFICER, AlarmOutcome.KEPT, "No."))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("officer1");
    }

    @Test
    void aRecallAnswersEveryAlarmAboutTheVersion() {
        count("19-24", 4_000, 800);
        count("65+", 4_000, 800);
        count("25-34", 5_000, 2_000);
        watch.look();
        List<AlarmView> raised = alarms.newest(100).stream()
                .filter(alarm -> alarm.model().equals(model))
                .toList();
        assertThat(raised).hasSizeGreaterThan(1);

        alarms.decide(raised.getLast().id(), OFFICER, AlarmOutcome.RECALLED, "It goes back to its makers.");

        assertThat(raised).allSatisfy(alarm -> {
            assertThat(alarms.get(alarm.id()).outcome()).isEqualTo(AlarmOutcome.RECALLED);
            assertThat(alarms.get(alarm.id()).decidedBy()).isEqualTo("officer1");
        });
    }

    @Test
    void anAlarmNeedsAWrittenReason() {
        count("65+", 4_000, 800);
        count("25-34", 5_000, 2_000);
        watch.look();
        AlarmId id = alarmOf(model).id();

        assertThatThrownBy(() -> alarms.decide(id, OFFICER, AlarmOutcome.KEPT, "  "))
                .isInstanceOf(Refusal.Invalid.class);
        assertThat(alarms.get(id).isOpen()).isTrue();
    }

    @Test
    void forgetsAnErasedSuggestionButKeepsTheSums() {
        desk.open(Desk.unfair().model(model, "1"));
        rollup.rollUp();

        assertThat(sql.sql(
                                "select count(*) from stage_step s join stage_case c using (suggestion, revision) where model_name = :m")
                        .param("m", model)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(link(chain("age"), Stage.MODEL, "65+").in()).isEqualTo(720);
    }

    private AlarmView alarmOf(String name) {
        return alarms.newest(100).stream()
                .filter(alarm -> alarm.model().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode offer(String market, int customer, boolean discounted) {
        return Proposals.offer()
                .model(model, "1")
                .subject(market + "-" + customer + "-" + model)
                .without("/placement")
                .with("/audience/jurisdictions", List.of(market))
                .with("/content/price/list", "10.00")
                .with("/content/price/offered", discounted ? "9.00" : "10.00")
                .document();
    }

    private void count(String group, int eligible, int favoured) {
        sql.sql("""
                        insert into stage_count values (:day, :model, '1', 'RECOMMENDATION', '', 'age', :group, 'MODEL',
                          :n, :n, :f, :n, :f, :f, 0, 0)
                        """)
                .param("day", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .param("model", model)
                .param("group", group)
                .param("n", (double) eligible)
                .param("f", (double) favoured)
                .update();
    }

    private Chain chain(String attribute) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return stages.chain(new ChainQuery(today, today, model, "1", null, null, attribute));
    }

    private static Chain.Link link(Chain chain, Stage stage, String group) {
        return chain.at(stage).stream()
                .filter(link -> link.group().equals(group))
                .findFirst()
                .orElseThrow();
    }

    private void decide(ReviewId id, String person, Decision decision) {
        reviews.decide(
                id,
                new NewDecision(
                        Actor.person(person), reviews.get(id).version(), decision, ReasonCode.OTHER, "Not this one."));
    }
}
