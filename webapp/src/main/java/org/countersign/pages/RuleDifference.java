package org.countersign.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Sentences;
import org.jspecify.annotations.Nullable;

/**
 * A rule that two versions have differently, as text and as a sentence.
 *
 * @param fate {@code ADDED}, {@code REMOVED} or {@code CHANGED}
 */
record RuleDifference(String id, String name, String fate, List<Diff.Line> text, List<Diff.Part> sentence) {

    /** All of them, by id. */
    static List<RuleDifference> between(PolicyVersion before, PolicyVersion after) {
        Map<String, PolicyRule> old = byId(before);
        Map<String, PolicyRule> now = byId(after);
        SortedSet<String> ids = new TreeSet<>(old.keySet());
        ids.addAll(now.keySet());
        List<RuleDifference> differences = new ArrayList<>();
        for (String id : ids) {
            PolicyRule one = old.get(id);
            PolicyRule other = now.get(id);
            if (one == null ? other != null : !one.equals(other)) {
                differences.add(of(id, one, other));
            }
        }
        return differences;
    }

    /** Whether the sentences are alike, so that only the texts show what is different: the message, the source, a date. */
    public boolean saysTheSame() {
        return sentence.stream().allMatch(part -> part.change() == Diff.Change.SAME);
    }

    /** One rule; at most one of both is null. */
    static RuleDifference of(String id, @Nullable PolicyRule before, @Nullable PolicyRule after) {
        PolicyRule named = after == null ? before : after;
        return new RuleDifference(
                id,
                named == null ? id : named.name(),
                before == null ? "ADDED" : after == null ? "REMOVED" : "CHANGED",
                Diff.lines(text(before), text(after)),
                Diff.words(sentence(before), sentence(after)));
    }

    private static String text(@Nullable PolicyRule rule) {
        return rule == null ? "" : DrlWriter.write(rule);
    }

    private static String sentence(@Nullable PolicyRule rule) {
        return rule == null ? "" : Sentences.of(rule);
    }

    private static Map<String, PolicyRule> byId(PolicyVersion version) {
        Map<String, PolicyRule> rules = new TreeMap<>();
        version.rules().forEach(rule -> rules.put(rule.id(), rule));
        return rules;
    }
}
