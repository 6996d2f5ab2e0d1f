package org.countersign.allocation;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.allocation.solver.Problem;
import org.countersign.allocation.solver.ProblemBuilder;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A request in the solver's numbers. Indexes follow the order of the request.
 *
 * @param request checked
 */
record PlanTranslation(PlanRequest request, PlanScales scales, Problem problem) {

    /** More than this many memberships of pairs in limits would not fit the memory of a usual server. */
    private static final long MOST_MEMBERSHIPS = 10_000_000;

    /** @throws Refusal.Invalid if anything is wrong with it */
    static PlanTranslation of(PlanRequest request) {
        PlanCheck.check(request);
        refuseTooManyMemberships(request);
        PlanScales scales = PlanScales.of(request);
        ProblemBuilder problem = new ProblemBuilder(scales.unit());
        Map<String, Integer> campaigns = new HashMap<>();
        Map<String, Integer> slots = new HashMap<>();
        Map<PlanRequest.Pin, Integer> pairs = new HashMap<>();
        for (PlanRequest.Campaign campaign : request.campaigns()) {
            Integer max = campaign.maxPlacements();
            campaigns.put(campaign.id(), problem.campaign(campaign.minPlacements(), max == null ? 0 : max));
        }
        for (PlanRequest.Slot slot : request.slots()) {
            slots.put(slot.id(), problem.slot());
        }
        Map<PlanRequest.Pin, Long> keep = new HashMap<>();
        for (PlanRequest.Keep kept : request.keep()) {
            keep.put(new PlanRequest.Pin(kept.campaign(), kept.slot()), scales.value(kept.cost()));
        }
        for (PlanRequest.Pair pair : request.pairs()) {
            PlanRequest.Pin key = new PlanRequest.Pin(pair.campaign(), pair.slot());
            // What giving it up would cost is worth having it: the difference between two plans is the same.
            long value = scales.value(pair.value()) + keep.getOrDefault(key, 0L);
            pairs.put(key, problem.pair(at(campaigns, pair.campaign()), at(slots, pair.slot()), value));
        }
        for (PlanRequest.Limit limit : request.limits()) {
            problem.limit(
                    new ProblemBuilder.Limit(
                            indexes(campaigns, limit.campaigns()),
                            indexes(slots, limit.slots()),
                            amounts(request, scales, limit.measure())),
                    scales.quantity(limit.min()),
                    scales.max(limit.max()));
        }
        for (List<String> conflict : request.slotConflicts()) {
            problem.conflict(at(slots, conflict.get(0)), at(slots, conflict.get(1)));
        }
        for (PlanRequest.Pin pin : request.pins()) {
            problem.pin(at(pairs, pin));
        }
        return new PlanTranslation(request, scales, problem.build());
    }

    private static ProblemBuilder.@Nullable Amounts amounts(
            PlanRequest request, PlanScales scales, PlanRequest.Measure measure) {
        return switch (measure) {
            case PLACEMENTS -> null;
            case LOAD -> pair -> scales.quantity(request.pairs().get(pair).load());
            case COST -> pair -> scales.quantity(request.pairs().get(pair).cost());
        };
    }

    private static <K> int at(Map<K, Integer> indexes, K key) {
        Integer index = indexes.get(key);
        if (index == null) {
            throw new IllegalStateException("The check let an unknown reference pass: " + key);
        }
        return index;
    }

    private static int @Nullable [] indexes(Map<String, Integer> indexes, @Nullable List<String> ids) {
        return ids == null
                ? null
                : ids.stream().distinct().mapToInt(id -> at(indexes, id)).toArray();
    }

    private static void refuseTooManyMemberships(PlanRequest request) {
        Map<String, Long> perCampaign = new HashMap<>();
        Map<String, Long> perSlot = new HashMap<>();
        for (PlanRequest.Pair pair : request.pairs()) {
            perCampaign.merge(pair.campaign(), 1L, Long::sum);
            perSlot.merge(pair.slot(), 1L, Long::sum);
        }
        long memberships = 0;
        for (PlanRequest.Limit limit : request.limits()) {
            long all = request.pairs().size();
            memberships += Math.min(total(perCampaign, limit.campaigns(), all), total(perSlot, limit.slots(), all));
        }
        if (memberships > MOST_MEMBERSHIPS) {
            String detail =
                    "The limits bound " + memberships + " pairs in all, counting each pair once per limit; at most "
                            + MOST_MEMBERSHIPS + " are planned at once.";
            throw new Refusal.Invalid(detail, List.of(new FieldError("/limits", detail)));
        }
    }

    private static long total(Map<String, Long> pairs, @Nullable List<String> ids, long all) {
        return ids == null
                ? all
                : ids.stream()
                        .distinct()
                        .mapToLong(id -> pairs.getOrDefault(id, 0L))
                        .sum();
    }

    String campaign(int index) {
        return request.campaigns().get(index).id();
    }

    String campaignOf(int pair) {
        return request.pairs().get(pair).campaign();
    }

    String slotOf(int pair) {
        return request.pairs().get(pair).slot();
    }

    /** What a pair is worth by itself, without what it would cost to give it up. */
    BigDecimal valueOf(int pair) {
        return request.pairs().get(pair).value();
    }
}
