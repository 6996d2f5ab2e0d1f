package org.countersign.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.policy.DrlError;
import org.countersign.policy.DrlReader;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.Place;
import org.countersign.policy.PolicyCheck;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.ReferenceLists;
import org.countersign.policy.UnreadablePolicy;
import org.jspecify.annotations.Nullable;

/**
 * The text of one rule, read.
 *
 * @param rule null where there are errors
 * @param errors with lines and columns of this text
 */
public record RuleText(@Nullable PolicyRule rule, List<DrlError> errors) {

    // Rules stand in files, and files begin with their package: one line above the officer's own.
    private static final String HEAD = "package draft\n";

    // A quoted text first, so that slashes within it begin nothing.
    private static final Pattern COMMENT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|//([^\\n]*)|/\\*((?s:.*?))\\*/");

    public RuleText {
        errors = List.copyOf(errors);
    }

    /**
     * @param id the rule must have this id: a rule is told from another by it, so it is never edited
     */
    public static RuleText read(String id, String text, ReferenceLists lists) {
        try {
            List<PolicyRule> rules = DrlReader.read(id, HEAD + text, lists);
            if (rules.size() != 1) {
                return wrong(
                        id,
                        rules.isEmpty()
                                ? "There is no rule here; write one, or remove it."
                                : "Here are " + rules.size() + " rules; keep one and add the others by themselves.");
            }
            PolicyRule rule = rules.getFirst();
            if (!rule.id().equals(id)) {
                return wrong(
                        id,
                        "The rule's id is " + id + " and cannot become " + rule.id()
                                + "; add a rule of that id and remove this one.");
            }
            return new RuleText(rule, List.of());
        } catch (UnreadablePolicy e) {
            return new RuleText(
                    null,
                    e.errors().stream()
                            .map(error -> new DrlError(
                                    error.file(),
                                    error.rule(),
                                    Math.max(1, error.line() - 1),
                                    error.column(),
                                    error.message()))
                            .toList());
        }
    }

    /** Where a part of a rule stands in the officer's own text; null where it has no place of its own. */
    static @Nullable Place place(String text, ReferenceLists lists, String rule, List<Integer> path) {
        Place place = PolicyCheck.place(HEAD + text, lists, rule, path);
        return place == null ? null : new Place(Math.max(1, place.line() - 1), place.column());
    }

    /**
     * A rule as text, with as much as can be kept of the text that it was made from: all of it where it says the same
     * rule already, and its comments, above the rule, where it does not.
     */
    public static String rewrite(@Nullable String old, PolicyRule rule, ReferenceLists lists) {
        if (old == null) {
            return DrlWriter.write(rule);
        }
        if (rule.equals(read(rule.id(), old, lists).rule())) {
            return old;
        }
        StringBuilder text = new StringBuilder();
        comments(old).forEach(comment -> text.append("// ").append(comment).append('\n'));
        return text.append(DrlWriter.write(rule)).toString();
    }

    /** What stands in comments, line by line; a text in quotes holds none. */
    static List<String> comments(String text) {
        List<String> comments = new ArrayList<>();
        Matcher found = COMMENT.matcher(text);
        while (found.find()) {
            if (found.group(1) != null) {
                comments.add(found.group(1).strip());
            } else if (found.group(2) != null) {
                found.group(2)
                        .lines()
                        .map(line -> line.replaceFirst("^\\s*\\*+", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(comments::add);
            }
        }
        return comments;
    }

    private static RuleText wrong(String id, String message) {
        return new RuleText(null, List.of(new DrlError(id, "", 1, 1, message)));
    }
}
