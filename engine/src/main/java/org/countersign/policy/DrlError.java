package org.countersign.policy;

/**
 * One thing wrong with the text of a policy.
 *
 * @param file where it stands
 * @param rule name of the rule it is in, empty outside of rules
 * @param line from 1
 * @param column from 1, in characters
 * @param message what was found, what was expected, and the nearest word that exists
 */
public record DrlError(String file, String rule, int line, int column, String message) {

    /** For example {@code children.drl:7:9 in rule "Alcohol ...": ...}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + (rule.isEmpty() ? "" : " in rule \"" + rule + "\"") + ": " + message;
    }
}
