package org.countersign.allocation;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.suggestion.SuggestionId;

/**
 * What a planner wants of a plan, whatever it costs.
 *
 * @param pins slots in which a suggestion has to be
 * @param excluded suggestions that are to be left out
 */
public record Steering(Map<SuggestionId, Set<String>> pins, Set<SuggestionId> excluded) {

    /** Nothing in particular. */
    public static final Steering FREE = new Steering(Map.of(), Set.of());

    public Steering {
        pins = Map.copyOf(pins);
        excluded = Set.copyOf(excluded);
    }

    /** What a plan was made with. */
    static Steering of(PlanView plan) {
        Map<SuggestionId, Set<String>> pins = plan.placements().stream()
                .filter(PlanView.Placement::pinned)
                .collect(Collectors.groupingBy(
                        PlanView.Placement::suggestion,
                        Collectors.mapping(PlanView.Placement::slot, Collectors.toSet())));
        return new Steering(pins, plan.excluded());
    }
}
