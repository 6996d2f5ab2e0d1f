package org.countersign.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all rules of one version said about one set of facts. Order has no meaning; both lists are sorted by rule id.
 *
 * @param policyVersion version that was evaluated
 */
public record Evaluation(String policyVersion, List<Hit> hits, List<Miss> misses) {

    public Evaluation {
        hits = hits.stream().sorted(Comparator.comparing(Hit::rule)).toList();
        misses = misses.stream().sorted(Comparator.comparing(Miss::rule)).toList();
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
     * @param reviewers who must look because of it; null for anything but a REVIEW
     * @param redaction what it has taken out; null for anything but a REDACT
     */
    public record Hit(
            String rule,
            Outcome outcome,
            String message,
            String source,
            boolean unknown,
            Map<String, String> facts,
            @Nullable Reviewers reviewers,
            @Nullable Redaction redaction) {

        public Hit {
            facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        }

        /** People who must approve because of it: 1 or more for a REVIEW, 0 for anything else. */
        public int approvals() {
            return reviewers == null ? 0 : reviewers.approvals();
        }

        /**
         * Reads decision records back, those from before rules could name a group included: they have a number of
         * approvals and mean any reviewer.
         */
        @JsonCreator
        static Hit read(
                @JsonProperty("rule") String rule,
                @JsonProperty("outcome") Outcome outcome,
                @JsonProperty("message") String message,
                @JsonProperty("source") String source,
                @JsonProperty("unknown") boolean unknown,
                @JsonProperty("facts") Map<String, String> facts,
                @JsonProperty("reviewers") @Nullable Reviewers reviewers,
                @JsonProperty("redaction") @Nullable Redaction redaction,
                @JsonProperty("approvals") int approvals) {
            boolean old = reviewers == null && approvals > 0;
            return new Hit(
                    rule,
                    outcome,
                    message,
                    source,
                    unknown,
                    facts,
                    old ? Reviewers.anyone(approvals) : reviewers,
                    redaction);
        }
    }

    /**
     * A rule that did not speak.
     *
     * @param because its first condition that was not met, as a sentence
     */
    public record Miss(String rule, String because) {}
}
