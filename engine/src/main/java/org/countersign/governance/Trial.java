package org.countersign.governance;

import java.util.List;
import java.util.Optional;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyRemark;

/**
 * All cases of a draft, run.
 *
 * @param results in the order of the rules
 * @param gaps what cases are missing, a sentence each; the first of them forbid to submit, see {@link #obstacles}
 * @param remarks what is wrong or doubtful about the rules that it touches
 * @param obstacles why it cannot be submitted, a sentence each; empty where it can
 */
public record Trial(
        List<PolicyCase.Result> results, List<String> gaps, List<PolicyRemark> remarks, List<String> obstacles) {

    public Trial {
        results = List.copyOf(results);
        gaps = List.copyOf(gaps);
        remarks = List.copyOf(remarks);
        obstacles = List.copyOf(obstacles);
    }

    /** Whether a rule could not mean what it says: that keeps it out of force even where the glass is broken. */
    public boolean hasErrors() {
        return remarks.stream().anyMatch(remark -> remark.kind().isError());
    }

    /** Those that failed. */
    public List<PolicyCase.Result> red() {
        return results.stream().filter(result -> !result.isGreen()).toList();
    }

    /** Those of one rule. */
    public List<PolicyCase.Result> of(String rule) {
        return results.stream()
                .filter(result -> result.of().rule().equals(rule))
                .toList();
    }

    /** What a case came to; empty where it could not be run, because its rule cannot be read. */
    public Optional<PolicyCase.Result> of(PolicyCase one) {
        return results.stream().filter(result -> result.of().equals(one)).findFirst();
    }
}
