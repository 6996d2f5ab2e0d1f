package org.countersign.pages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.countersign.allocation.PlanView;

/** Who hears from a plan more than once: the placements that meet in one audience. */
final class PlanAudiences {

    private PlanAudiences() {}

    /**
     * An audience and what reaches it.
     *
     * @param what names with slots, earliest first
     */
    record Overlap(String segment, int placements, List<PlanView.Placement> what) {}

    /** The audiences with two placements or more, those with most first. */
    static List<Overlap> of(PlanView plan) {
        Map<String, List<PlanView.Placement>> by = plan.placements().stream()
                .filter(place -> place.stands() && place.segment() != null)
                .collect(Collectors.groupingBy(
                        place -> String.valueOf(place.segment()), TreeMap::new, Collectors.toList()));
        return by.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> new Overlap(entry.getKey(), entry.getValue().size(), entry.getValue()))
                .sorted(Comparator.comparingInt(Overlap::placements).reversed())
                .toList();
    }
}
