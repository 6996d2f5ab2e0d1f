package org.countersign.allocation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.allocation.PlanRequest.Measure;

/**
 * Whether each audience group gets its share of a plan. What is its own is in proportion to what its approved suggestions
 * want and could have; it is to get at least a given share of that, in whole placements, rounded down.
 */
final class FairExposure {

    private final Map<String, List<String>> members = new LinkedHashMap<>();
    private final Map<String, Integer> wanted = new LinkedHashMap<>();
    private final Map<String, Integer> got = new LinkedHashMap<>();
    private final double share;
    private int allWanted;

    FairExposure(PlanDraft draft, PlanResult plan, double share) {
        this.share = share;
        Map<String, Integer> eligible = new LinkedHashMap<>();
        draft.request().pairs().forEach(pair -> eligible.merge(pair.campaign(), 1, Integer::sum));
        for (Applicant applicant : draft.applicants().values()) {
            String group = applicant.segment();
            int most = Math.min(applicant.wish().maxPlacements(), eligible.getOrDefault(applicant.id(), 0));
            if (group != null && most > 0) {
                members.computeIfAbsent(group, key -> new ArrayList<>()).add(applicant.id());
                wanted.merge(group, most, Integer::sum);
                allWanted += most;
            }
        }
        Map<String, String> groupOf = new LinkedHashMap<>();
        members.forEach((group, ids) -> ids.forEach(id -> groupOf.put(id, group)));
        for (PlanResult.Placement placement : plan.placements()) {
            String group = groupOf.get(placement.campaign());
            if (group != null) {
                got.merge(group, 1, Integer::sum);
            }
        }
    }

    private int placements() {
        return got.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int demandOf(String group) {
        return (int) Math.floor(share * placements() * wanted.getOrDefault(group, 0) / Math.max(1, allWanted) + 1e-9);
    }

    /** Whether every group has what is demanded for it. */
    boolean isFair() {
        return members.keySet().stream().allMatch(group -> got.getOrDefault(group, 0) >= demandOf(group));
    }

    /** The demands as limits with a minimum, one for each group that is to have anything. */
    List<BoundLimit> demands() {
        List<BoundLimit> demands = new ArrayList<>();
        members.forEach((group, ids) -> {
            BigDecimal least = BigDecimal.valueOf(demandOf(group));
            if (least.signum() > 0) {
                String label = "The fair exposure of audience group " + group;
                demands.add(new BoundLimit(
                        new PlanRequest.Limit("exposure-" + demands.size(), null, ids, Measure.PLACEMENTS, null, least),
                        PlanView.LimitKind.EXPOSURE,
                        label,
                        group,
                        BigDecimal.ZERO,
                        null));
            }
        });
        return demands;
    }
}
