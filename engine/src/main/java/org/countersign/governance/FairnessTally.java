package org.countersign.governance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.bias.BiasCheckRequest.Group;
import org.countersign.bias.BiasChecks;
import org.countersign.bias.BiasReport;
import org.countersign.governance.Judge.Judged;
import org.countersign.policy.Route;

/**
 * Adds up who would be reached before and after, by group: eligible are all who could have been chosen, selected those
 * whom a suggestion favours that is not blocked. What cannot be told apart by a count has no group and is left out.
 */
final class FairnessTally {

    private static final String AGE_BAND = "age band";
    private static final String UNKNOWN = "unknown";
    private static final double CONFIDENCE = 0.95;
    private static final double THRESHOLD = 0.8;

    private final Map<String, Map<String, Counts>> attributes = new TreeMap<>();

    /** Of one group; long, since customers of many suggestions are added up. */
    private static final class Counts {
        private long eligible;
        private long before;
        private long after;
    }

    void add(Judged judged) {
        for (BiasCheckRequest.Check check : judged.decision().groups()) {
            for (Group group : check.groups()) {
                add(check.name(), group.group(), group.eligible(), group.favoured(), judged);
            }
        }
        Map<String, Object> facts = judged.decision().facts().values();
        if (Boolean.TRUE.equals(facts.get("suggestion.singleCustomer"))) {
            add(AGE_BAND, String.valueOf(facts.getOrDefault("customer.ageBand", UNKNOWN)), 1, 1, judged);
        }
    }

    private void add(String attribute, String group, int eligible, int favoured, Judged judged) {
        Counts counts = attributes
                .computeIfAbsent(attribute, name -> new TreeMap<>())
                .computeIfAbsent(group, name -> new Counts());
        counts.eligible += eligible;
        counts.before += judged.before() == Route.BLOCK ? 0 : favoured;
        counts.after += judged.after() == Route.BLOCK ? 0 : favoured;
    }

    List<ImpactReport.Fairness> report(BiasChecks checks) {
        List<ImpactReport.Fairness> report = new ArrayList<>();
        attributes.forEach((attribute, groups) -> {
            if (groups.size() > 1
                    && groups.values().stream().allMatch(counts -> counts.eligible <= Integer.MAX_VALUE)) {
                report.add(new ImpactReport.Fairness(
                        attribute, check(checks, attribute, groups, true), check(checks, attribute, groups, false)));
            }
        });
        return report;
    }

    private static BiasReport.Check check(
            BiasChecks checks, String attribute, Map<String, Counts> groups, boolean before) {
        List<Group> counted = groups.entrySet().stream()
                .map(group -> new Group(
                        group.getKey(),
                        Math.toIntExact(group.getValue().eligible),
                        Math.toIntExact(before ? group.getValue().before : group.getValue().after)))
                .toList();
        return checks.check(new BiasCheckRequest(
                        CONFIDENCE, THRESHOLD, List.of(new BiasCheckRequest.Check(attribute, null, counted))))
                .checks()
                .getFirst();
    }
}
