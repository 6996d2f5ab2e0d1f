package org.countersign.screening;

import org.countersign.policy.Route;

/**
 * One change that alone would keep a rule from speaking: the smallest one found, of a fact that the producer can change.
 *
 * @param rule the rule that spoke
 * @param fact what to change, for example {@code price.offered}
 * @param from its value now, as text; {@code "?"} if unknown
 * @param to the value it would take
 * @param route where the suggestion would go with that change and no other
 */
public record Counterfactual(String rule, String fact, String from, String to, Route route) {}
