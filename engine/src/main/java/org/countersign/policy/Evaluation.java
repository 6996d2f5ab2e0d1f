package org.countersign.policy;

import java.util.List;
import java.util.Map;

/**
 * What all rules of one version said about one set of facts. Order has no meaning; both lists are sorted by rule id.
 *
 * @param policyVersion version that was evaluated
 */
public record Evaluation(String policyVersion, List<Hit> hits, List<Miss> misses) {

    public Evaluation {
        hits = List.copyOf(hits);
        misses = List.copyOf(misses);
    }

    /**
     * A rule that spoke.
     *
     * @param rule its id, for example {@code CHD-04}
     * @param outcome what it does here: its own outcome, or what it says an unknown fact means
     * @param message for the reviewer and the producer, with values filled in
     * @param source law, standard or "ethics"
     * @param unknown whether it hit because a fact is unknown
     * @param facts the values it looked at, as text; unknown ones are {@code "?"}
     */
    public record Hit(
            String rule, Outcome outcome, String message, String source, boolean unknown, Map<String, String> facts) {}

    /**
     * A rule that did not speak.
     *
     * @param because its first condition that was not met, as a sentence
     */
    public record Miss(String rule, String because) {}
}
