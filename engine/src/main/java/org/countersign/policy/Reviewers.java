package org.countersign.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who must look at something before it goes on: a group of people, and how many different ones of it.
 *
 * @param group for example {@code legal}; {@link #ANYONE} is every reviewer
 * @param approvals different people of the group who must approve, 1 to 3
 */
public record Reviewers(String group, int approvals) {

    /** The group that every reviewer belongs to. */
    public static final String ANYONE = "reviewers";

    /** The most people that a rule may ask for. */
    public static final int MAX_APPROVALS = 3;

    private static final Pattern GROUP = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public Reviewers {
        if (!GROUP.matcher(group).matches()) {
            throw new IllegalArgumentException("The group " + PolicyText.quoted(group)
                    + " is not 1 to 40 lower-case letters, digits and hyphens, such as legal or price-desk.");
        }
        if (approvals < 1 || approvals > MAX_APPROVALS) {
            throw new IllegalArgumentException(
                    "A rule cannot ask for " + approvals + " approvals, only for 1 to " + MAX_APPROVALS + ".");
        }
    }

    /** That many people, whichever group they are of. */
    public static Reviewers anyone(int approvals) {
        return new Reviewers(ANYONE, approvals);
    }

    /** What satisfies all of these: of each group the most that anything asks for, sorted by group. */
    public static List<Reviewers> merged(Collection<Reviewers> asked) {
        Map<String, Integer> most = new TreeMap<>();
        asked.forEach(each -> most.merge(each.group(), each.approvals(), Math::max));
        return most.entrySet().stream()
                .map(each -> new Reviewers(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(Reviewers::group))
                .toList();
    }

    /**
     * Different people that it takes to satisfy all of these. Who approves for a group is a reviewer too, so what
     * {@link #ANYONE} is asked for does not come on top.
     *
     * @param asked of each group one
     */
    public static int people(Collection<Reviewers> asked) {
        int ofGroups = asked.stream()
                .filter(each -> !each.group().equals(ANYONE))
                .mapToInt(Reviewers::approvals)
                .sum();
        return asked.stream()
                .filter(each -> each.group().equals(ANYONE))
                .mapToInt(Reviewers::approvals)
                .reduce(ofGroups, Math::max);
    }
}
