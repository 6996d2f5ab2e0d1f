package org.countersign.policy;

import java.util.List;

/**
 * A set of rules that takes effect as a whole.
 *
 * @param version {@code sha256:} and the hex digest of the canonical text of all rules
 */
public record PolicyVersion(String version, List<PolicyRule> rules) {

    public PolicyVersion {
        rules = List.copyOf(rules);
    }
}
