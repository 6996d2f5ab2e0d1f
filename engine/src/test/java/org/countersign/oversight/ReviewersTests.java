package org.countersign.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.countersign.bias.Confidence;
import org.countersign.bias.Sample;
import org.countersign.bias.WilsonScore;
import org.countersign.oversight.GoldResults.Twice;
import org.countersign.oversight.ReviewerCounts.Cell;
import org.countersign.oversight.ReviewerCounts.GroupCell;
import org.countersign.oversight.ReviewerStatistics.Disparity;
import org.countersign.oversight.ReviewerStatistics.Gold;
import org.countersign.oversight.ReviewerStatistics.Leniency;
import org.countersign.review.Decision;
import org.junit.jupiter.api.Test;

/** Teams whose habits are known. */
class ReviewersTests {

    private static final List<String> TEAM = List.of("ana", "berta", "carla", "dora");
    private static final int RUNS = Integer.getInteger("simulation.runs", 300);

    @Test
    void findsWhoIsMoreLenientThanChanceExplains() {
        List<Cell> cells = List.of(
                new Cell("ana", "COPY", new Sample(95, 100)),
                new Cell("berta", "COPY", new Sample(60, 100)),
                new Cell("carla", "COPY", new Sample(64, 100)),
                new Cell("dora", "COPY", new Sample(62, 100)));

        Leniency ana = Reviewers.leniency("ana", new Sample(95, 100), cells);
        Leniency carla = Reviewers.leniency("carla", new Sample(64, 100), cells);

        assertThat(ana.outside()).isTrue();
        assertThat(ana.others()).isCloseTo(0.62, within(1e-9));
        assertThat(ana.odds()).isGreaterThan(5);
        assertThat(carla.outside()).isFalse();
    }

    /** Ana gets the easy ones: raw figures stand out, under the same conditions she decides like everyone. */
    @Test
    void theSameConditionsExplainWhatRawFiguresDoNot() {
        List<Cell> cells = List.of(
                new Cell("ana", "EASY", new Sample(190, 200)),
                new Cell("ana", "HARD", new Sample(10, 20)),
                new Cell("berta", "EASY", new Sample(19, 20)),
                new Cell("berta", "HARD", new Sample(100, 200)));

        Leniency ana = Reviewers.leniency("ana", new Sample(200, 220), cells);

        assertThat(ana.outside()).isTrue();
        assertThat(ana.odds()).isCloseTo(1, within(1e-12));
    }

    @Test
    void judgesNobodyBelowThirtyDecisions() {
        List<Cell> cells =
                List.of(new Cell("ana", "COPY", new Sample(29, 29)), new Cell("berta", "COPY", new Sample(10, 100)));

        assertThat(Reviewers.leniency("ana", new Sample(29, 29), cells).outside())
                .isFalse();
        assertThat(Reviewers.leniency("ana", new Sample(30, 30), cells).outside())
                .isTrue();
    }

    /** Nine decisions of others are not shown, ten are; and those of one other only to who may see that one. */
    @Test
    void tellsNothingOfOthersWhoDecidedTooLittleOrAreOnlyOne() {
        Leniency few = leniencyOfAna(new Cell("berta", "COPY", new Sample(4, 9)));
        Leniency one = leniencyOfAna(new Cell("berta", "COPY", new Sample(4, 10)));
        Leniency two = leniencyOfAna(
                new Cell("berta", "COPY", new Sample(4, 10)), new Cell("carla", "COPY", new Sample(4, 10)));

        assertThat(few.others()).isNaN();
        assertThat(few.odds()).isNull();
        assertThat(one.others()).isEqualTo(0.4);
        assertThat(one.withoutOne().others()).isNaN();
        assertThat(one.withoutOne().odds()).isNull();
        assertThat(two.withoutOne().others()).isEqualTo(0.4);
    }

    private static Leniency leniencyOfAna(Cell... others) {
        List<Cell> cells = new ArrayList<>(List.of(others));
        cells.add(new Cell("ana", "COPY", new Sample(20, 30)));
        return Reviewers.leniency("ana", new Sample(20, 30), cells);
    }

    @Test
    void findsTheReviewerWhoTreatsAGroupDifferently() {
        Map<String, List<Disparity>> found = Reviewers.disparities(team(1, "carla", 0.45));

        assertThat(found.get("carla")).anySatisfy(disparity -> {
            assertThat(disparity.group()).isEqualTo("65+");
            assertThat(disparity.odds()).isLessThan(0.8);
            assertThat(disparity.acts()).isTrue();
        });
        assertThat(found.entrySet())
                .filteredOn(entry -> !entry.getKey().equals("carla"))
                .allSatisfy(entry -> assertThat(entry.getValue()).noneMatch(Disparity::acts));
    }

    /** With {@code -Dsimulation.runs=10000} the rate and its interval are printed for as many teams. */
    @Test
    void fairTeamsAreAccusedNoMoreOftenThanStated() {
        int accused = 0;
        for (int run = 0; run < RUNS; run++) {
            accused += Reviewers.disparities(team(1_000 + run, "nobody", 1)).values().stream()
                            .flatMap(List::stream)
                            .anyMatch(Disparity::acts)
                    ? 1
                    : 0;
        }
        Sample teams = new Sample(accused, RUNS);
        var interval = WilsonScore.interval(teams, new Confidence(0.95));

        System.out.printf(
                java.util.Locale.ROOT,
                "Fair teams with somebody accused: %d of %d, %.4f (95 %% Wilson %.4f to %.4f), stated 0.05%n",
                accused,
                RUNS,
                teams.rate(),
                interval.low(),
                interval.high());
        assertThat(WilsonScore.interval(teams, new Confidence(0.99)).low()).isLessThanOrEqualTo(0.05);
    }

    @Test
    void groupsWithFewDecisionsAreLeftOut() {
        assertThat(Reviewers.disparities(List.of(
                        new GroupCell("ana", "COPY", "ageBand", "65+", new Sample(0, 29)),
                        new GroupCell("ana", "COPY", "ageBand", "18+", new Sample(100, 100)))))
                .isEmpty();
    }

    // trust.md 1.7: 18 of 20 does not do, 27 of 30 does.
    @Test
    void goldTasksAreJudgedByTheirLowerEnd() {
        assertThat(gold(18, 20).low()).isCloseTo(0.699, within(5e-4));
        assertThat(gold(18, 20).fails()).isTrue();
        assertThat(gold(27, 30).low()).isCloseTo(0.744, within(5e-4));
        assertThat(gold(27, 30).passes()).isTrue();
        assertThat(gold(5, 19).fails()).isFalse();
    }

    @Test
    void agreementNeedsTenItems() {
        List<Twice> nine = twice(9);
        List<Twice> ten = twice(10);

        assertThat(GoldResults.agreement("", nine).alpha()).isNull();
        assertThat(GoldResults.agreement("", nine).pairs()).isEmpty();
        assertThat(GoldResults.agreement("", ten).alpha()).isOne();
        assertThat(GoldResults.agreement("", ten).pairs())
                .singleElement()
                .satisfies(pair -> assertThat(pair.kappa()).isCloseTo(1, within(1e-12)));
    }

    private static List<Twice> twice(int items) {
        List<Twice> twice = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            Decision decision = item % 2 == 0 ? Decision.APPROVE : Decision.REJECT;
            twice.add(
                    item % 3 == 0
                            ? new Twice("COPY", "ana", decision, "berta", decision)
                            : new Twice("COPY", "berta", decision, "ana", decision));
        }
        return twice;
    }

    private static Gold gold(int right, int tasks) {
        Sample sample = new Sample(right, tasks);
        return new Gold(
                sample, WilsonScore.interval(sample, new Confidence(0.95)).low(), new Sample(0, 0), new Sample(0, 0));
    }

    /** Three hundred decisions a person in two sorts; {@code unfair} approves 65+ {@code ratio} times as often. */
    private static List<GroupCell> team(long seed, String unfair, double ratio) {
        SplittableRandom random = new SplittableRandom(seed);
        List<GroupCell> cells = new ArrayList<>();
        for (String person : TEAM) {
            Map<List<String>, int[]> counts =
                    new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
            for (int decision = 0; decision < 300; decision++) {
                String conditions = random.nextInt(3) == 0 ? "HARD" : "EASY";
                String group = List.of("18+", "65+", "21+").get(random.nextInt(3));
                double rate = (conditions.equals("HARD") ? 0.5 : 0.8)
                        * (person.equals(unfair) && group.equals("65+") ? ratio : 1);
                int[] sums = counts.computeIfAbsent(List.of(conditions, group), key -> new int[2]);
                sums[0]++;
                sums[1] += random.nextDouble() < rate ? 1 : 0;
            }
            counts.forEach((key, sums) ->
                    cells.add(new GroupCell(person, key.get(0), "ageBand", key.get(1), new Sample(sums[1], sums[0]))));
        }
        return cells;
    }
}
