package org.countersign.screening;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.countersign.policy.Route;

/**
 * The smallest change found that would keep a rule from speaking, of facts that the producer can change.
 *
 * @param rule the rule that spoke; several, joined by commas, where only all of their changes together lead further
 * @param fact what to change, for example {@code price.offered}
 * @param from its value now, as text; {@code "?"} if unknown
 * @param to the value it would take
 * @param route where the suggestion would go with these changes and no others
 * @param also what must change besides; empty where one change is enough
 */
public record Counterfactual(
        String rule,
        String fact,
        String from,
        String to,
        Route route,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Step> also) {

    /** One of several changes. */
    public record Step(String fact, String from, String to) {}

    public Counterfactual {
        also = List.copyOf(also);
    }

    /** @param steps one or more */
    static Counterfactual of(String rule, List<Step> steps, Route route) {
        Step first = steps.getFirst();
        return new Counterfactual(rule, first.fact(), first.from(), first.to(), route, steps.subList(1, steps.size()));
    }
}
