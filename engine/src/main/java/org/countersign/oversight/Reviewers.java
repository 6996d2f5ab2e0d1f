package org.countersign.oversight;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.bias.Confidence;
import org.countersign.bias.Interval;
import org.countersign.bias.MantelHaenszel;
import org.countersign.bias.Multiplicity;
import org.countersign.bias.Sample;
import org.countersign.bias.WilsonScore;
import org.countersign.oversight.ReviewerCounts.Cell;
import org.countersign.oversight.ReviewerCounts.GroupCell;
import org.countersign.oversight.ReviewerCounts.Habit;
import org.countersign.oversight.ReviewerStatistics.Disparity;
import org.countersign.oversight.ReviewerStatistics.Habits;
import org.countersign.oversight.ReviewerStatistics.Leniency;
import org.countersign.review.ApprovalRights;
import org.countersign.review.Suspension;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How people decide, in numbers. Who may see whose is the pages' affair; too few decisions are never told. */
@Service
public class Reviewers {

    private static final Confidence FUNNEL = new Confidence(0.998);
    private static final Confidence CONFIDENCE = new Confidence(0.95);
    private static final double SIGNIFICANCE = 0.05;
    private static final double SMALL_ODDS = 0.8;

    private final ReviewerCounts counts;
    private final GoldResults results;
    private final ApprovalRights rights;

    Reviewers(ReviewerCounts counts, GoldResults results, ApprovalRights rights) {
        this.counts = counts;
        this.results = results;
        this.rights = rights;
    }

    /** Everybody who decided anything in the period, first and last day included, by name. */
    @Transactional(readOnly = true)
    public List<ReviewerStatistics> statistics(LocalDate from, LocalDate to) {
        List<Cell> cells = counts.cells(from, to);
        Map<String, List<Disparity>> disparities = disparities(counts.groupCells(from, to));
        Map<String, Habit> habits = counts.habits(from, to);
        Map<String, String> suspended =
                rights.suspended().stream().collect(Collectors.toMap(Suspension::person, Suspension::reason));
        return new TreeSet<>(cells.stream().map(Cell::person).toList())
                .stream()
                        .map(person -> {
                            Sample own = total(cells, person, true);
                            boolean shown = own.eligible() >= ReviewerStatistics.SMALLEST_SHOWN;
                            return new ReviewerStatistics(
                                    person,
                                    Math.round(own.eligible()),
                                    shown ? leniency(person, own, cells) : null,
                                    disparities.getOrDefault(person, List.of()),
                                    shown ? habits(habits.get(person), own) : null,
                                    results.of(person),
                                    suspended.get(person));
                        })
                        .toList();
    }

    /** Agreement on what was judged twice, blind: by sort of suggestion, and all together with an empty area. */
    @Transactional(readOnly = true)
    public List<Agreement> agreement() {
        return results.agreement();
    }

    static Leniency leniency(String person, Sample own, List<Cell> cells) {
        Sample others = total(cells, person, false);
        Interval interval = WilsonScore.interval(own, FUNNEL);
        double odds = new MantelHaenszel(
                        ReviewerCounts.strata(byConditions(cells, person, true), byConditions(cells, person, false)))
                .oddsRatio();
        boolean comparable = others.eligible() >= ReviewerStatistics.SMALLEST_SHOWN;
        boolean enough = own.eligible() >= ReviewerStatistics.SMALLEST_JUDGED
                && others.eligible() >= ReviewerStatistics.SMALLEST_JUDGED;
        return new Leniency(
                own,
                interval,
                comparable ? others.rate() : Double.NaN,
                comparable ? finite(odds) : null,
                (int) cells.stream()
                        .map(Cell::person)
                        .filter(other -> !other.equals(person))
                        .distinct()
                        .count(),
                enough && (others.rate() < interval.low() || others.rate() > interval.high()));
    }

    private static Sample total(List<Cell> cells, String person, boolean own) {
        return cells.stream()
                .filter(cell -> cell.person().equals(person) == own)
                .map(Cell::approvals)
                .reduce(new Sample(0, 0), Sample::plus);
    }

    private static Map<String, Sample> byConditions(List<Cell> cells, String person, boolean own) {
        Map<String, Sample> samples = new HashMap<>();
        cells.stream()
                .filter(cell -> cell.person().equals(person) == own)
                .forEach(cell -> samples.merge(cell.conditions(), cell.approvals(), Sample::plus));
        return samples;
    }

    /** Each group of customers against all others, by the same person under the same conditions; corrected over all. */
    static Map<String, List<Disparity>> disparities(List<GroupCell> cells) {
        record Key(String person, String attribute, String group) {}
        Map<Key, Map<String, Sample>> samples = new HashMap<>();
        cells.forEach(cell -> samples.computeIfAbsent(
                        new Key(cell.person(), cell.attribute(), cell.group()), key -> new HashMap<>())
                .merge(cell.conditions(), cell.approvals(), Sample::plus));
        List<Key> keys = new ArrayList<>();
        List<Disparity> found = new ArrayList<>();
        samples.forEach((key, own) -> {
            Map<String, Sample> others = new HashMap<>();
            samples.forEach((other, theirs) -> {
                if (other.person().equals(key.person())
                        && other.attribute().equals(key.attribute())
                        && !other.group().equals(key.group())) {
                    theirs.forEach((conditions, sample) -> others.merge(conditions, sample, Sample::plus));
                }
            });
            Disparity disparity = disparity(key.attribute(), key.group(), own, others);
            if (disparity != null) {
                keys.add(key);
                found.add(disparity);
            }
        });
        double[] corrected = Multiplicity.benjaminiHochberg(
                found.stream().mapToDouble(Disparity::pValue).toArray());
        Map<String, List<Disparity>> byPerson = new TreeMap<>();
        for (int index = 0; index < corrected.length; index++) {
            Disparity raw = found.get(index);
            boolean large = raw.odds() < SMALL_ODDS || raw.odds() > 1 / SMALL_ODDS;
            byPerson.computeIfAbsent(keys.get(index).person(), person -> new ArrayList<>())
                    .add(new Disparity(
                            raw.attribute(),
                            raw.group(),
                            raw.decisions(),
                            raw.odds(),
                            raw.low(),
                            raw.high(),
                            corrected[index],
                            large && corrected[index] < SIGNIFICANCE));
        }
        byPerson.values().forEach(list -> list.sort(Comparator.comparingDouble(Disparity::pValue)));
        return byPerson;
    }

    private static @Nullable Disparity disparity(
            String attribute, String group, Map<String, Sample> own, Map<String, Sample> others) {
        double decisions = own.values().stream().mapToDouble(Sample::eligible).sum();
        double compared = others.values().stream().mapToDouble(Sample::eligible).sum();
        if (decisions < ReviewerStatistics.SMALLEST_JUDGED || compared < ReviewerStatistics.SMALLEST_JUDGED) {
            return null;
        }
        MantelHaenszel test = new MantelHaenszel(ReviewerCounts.strata(own, others));
        double odds = test.oddsRatio();
        if (Double.isNaN(odds)) {
            return null;
        }
        Interval interval = test.interval(CONFIDENCE);
        return new Disparity(
                attribute, group, Math.round(decisions), odds, interval.low(), interval.high(), test.pValue(), false);
    }

    private static @Nullable Habits habits(@Nullable Habit habit, Sample own) {
        if (habit == null) {
            return null;
        }
        double rate = own.rate();
        return new Habits(
                new Sample(habit.hasty(), habit.timed()),
                habit.longestRun(),
                new Sample(habit.equalPairs(), habit.pairs()),
                rate * rate + (1 - rate) * (1 - rate));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
