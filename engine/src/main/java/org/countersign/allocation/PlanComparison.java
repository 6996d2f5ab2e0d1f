package org.countersign.allocation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.suggestion.SuggestionId;

/**
 * What is different between two plans: who moves, who gains and who loses.
 *
 * @param before value of the one plan
 * @param after value of the other
 * @param changes suggestions that are placed differently, those that lose most first
 * @param unchanged how many suggestions are placed just as before
 */
public record PlanComparison(BigDecimal before, BigDecimal after, List<Change> changes, int unchanged) {

    /** By how much the other plan is worth more; below 0 for less. */
    public BigDecimal gain() {
        return after.subtract(before);
    }

    /**
     * One suggestion that is placed differently.
     *
     * @param from slots only in the one plan, by name; empty if it only comes in
     * @param to slots only in the other
     * @param gain in value; below 0 for who loses
     */
    public record Change(SuggestionId suggestion, String name, List<String> from, List<String> to, BigDecimal gain) {

        /** What happens to it. */
        public Kind kind() {
            if (from.isEmpty()) {
                return Kind.GAINS;
            }
            return to.isEmpty() ? Kind.LOSES : Kind.MOVES;
        }
    }

    /** Whether a suggestion gets more places, fewer, or others. */
    public enum Kind {
        MOVES,
        GAINS,
        LOSES
    }

    /** The difference between two sets of placements; those that have fallen since do not count. */
    static PlanComparison of(List<PlanView.Placement> one, List<PlanView.Placement> other) {
        Map<SuggestionId, List<PlanView.Placement>> before = bySuggestion(one);
        Map<SuggestionId, List<PlanView.Placement>> after = bySuggestion(other);
        Set<SuggestionId> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (SuggestionId id : all) {
            List<PlanView.Placement> was = before.getOrDefault(id, List.of());
            List<PlanView.Placement> is = after.getOrDefault(id, List.of());
            Set<String> from = slots(was);
            Set<String> to = slots(is);
            if (!from.equals(to)) {
                Set<String> left = new TreeSet<>(from);
                left.removeAll(to);
                to.removeAll(from);
                String name = (was.isEmpty() ? is : was).getFirst().name();
                changes.add(new Change(
                        id, name, List.copyOf(left), List.copyOf(to), value(is).subtract(value(was))));
            }
        }
        changes.sort(java.util.Comparator.comparing(Change::gain).thenComparing(Change::name));
        return new PlanComparison(total(before), total(after), List.copyOf(changes), all.size() - changes.size());
    }

    private static Map<SuggestionId, List<PlanView.Placement>> bySuggestion(List<PlanView.Placement> placements) {
        Map<SuggestionId, List<PlanView.Placement>> by = new LinkedHashMap<>();
        placements.stream()
                .filter(PlanView.Placement::stands)
                .forEach(place -> by.computeIfAbsent(place.suggestion(), key -> new ArrayList<>())
                        .add(place));
        return by;
    }

    private static Set<String> slots(List<PlanView.Placement> placements) {
        Set<String> slots = new TreeSet<>();
        placements.forEach(place -> slots.add(place.slot()));
        return slots;
    }

    private static BigDecimal value(List<PlanView.Placement> placements) {
        return placements.stream().map(PlanView.Placement::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal total(Map<SuggestionId, List<PlanView.Placement>> placements) {
        return placements.values().stream().map(PlanComparison::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
