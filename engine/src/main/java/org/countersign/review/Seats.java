package org.countersign.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.policy.Reviewers;
import org.jspecify.annotations.Nullable;

/**
 * Who has still to be heard in a review. Every approval takes one seat: one of a group that was asked for, or one of
 * those that any reviewer may take.
 *
 * @param asked of each group one
 * @param taken the group that each approval so far was given for
 */
record Seats(List<Reviewers> asked, List<String> taken) {

    Seats {
        asked = List.copyOf(asked);
        taken = List.copyOf(taken);
    }

    /** Different people that it takes in all. */
    int people() {
        return Math.max(1, Reviewers.people(asked));
    }

    /** Groups with a free seat, sorted; {@link Reviewers#ANYONE} among them where any reviewer may take one. */
    List<String> free() {
        Map<String, Integer> free = new TreeMap<>();
        asked.stream()
                .filter(each -> !each.group().equals(Reviewers.ANYONE))
                .forEach(each -> free.put(each.group(), each.approvals() - count(each.group())));
        int ofGroups = free.values().stream().mapToInt(Integer::intValue).sum();
        free.put(Reviewers.ANYONE, people() - taken.size() - ofGroups);
        return free.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The seat that somebody of these groups takes: one of a group before one of anybody, so that nobody who is rare
     * takes a place that others could fill.
     *
     * @param standsIn group whose members may take any seat, since the review was handed to them; null for none
     */
    Optional<String> seatFor(Set<String> groups, @Nullable String standsIn) {
        List<String> free = free();
        Set<String> open = standsIn != null && groups.contains(standsIn)
                ? Set.copyOf(free)
                : free.stream().filter(groups::contains).collect(Collectors.toSet());
        return Stream.concat(
                        free.stream().filter(group -> !group.equals(Reviewers.ANYONE)), Stream.of(Reviewers.ANYONE))
                .filter(open::contains)
                .findFirst();
    }

    private int count(String group) {
        return (int) taken.stream().filter(group::equals).count();
    }
}
