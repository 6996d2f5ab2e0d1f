package org.countersign.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.allocation.PlanResult.Violation;
import org.countersign.allocation.solver.Breach;
import org.countersign.allocation.solver.Demand;
import org.countersign.allocation.solver.Problem;
import org.countersign.allocation.solver.Solution;
import org.jspecify.annotations.Nullable;

/** What an infeasible plan breaks, and which demands cannot hold together, in sentences. */
final class Violations {

    private final PlanTranslation translation;
    private final PlanNames names;

    Violations(PlanTranslation translation, PlanNames names) {
        this.translation = translation;
        this.names = names;
    }

    /** Empty if the plan is feasible; otherwise what it breaks, and why none could do better. */
    List<Violation> of(Solution solution) {
        if (solution.plan().isFeasible()) {
            return List.of();
        }
        List<Violation> violations =
                new ArrayList<>(solution.breaches().stream().map(this::broken).toList());
        if (!solution.isProvenInfeasible()) {
            violations.add(new Violation(
                    Violation.Type.NOT_PROVEN,
                    List.of(),
                    null,
                    "No plan that meets all demands was found in the time given; that there is none is not proven."));
        } else if (!solution.clash().isEmpty()) {
            violations.add(new Violation(
                    Violation.Type.CANNOT_HOLD_TOGETHER,
                    solution.clash().stream().map(this::idOf).distinct().toList(),
                    null,
                    "These demands cannot hold together, beside pins and slot conflicts; loosening any one of them"
                            + " would help: "
                            + solution.clash().stream().map(this::demand).collect(Collectors.joining("; ")) + "."));
        }
        return violations;
    }

    private Violation broken(Breach breach) {
        return switch (breach) {
            case Breach.OfLimit limit -> limit(limit);
            case Breach.OfCampaign campaign -> campaign(campaign);
            case Breach.OfConflict conflict ->
                new Violation(
                        Violation.Type.SLOT_CONFLICT,
                        List.of(
                                translation.campaignOf(conflict.pair()),
                                translation.slotOf(conflict.pair()),
                                translation.slotOf(conflict.otherPair())),
                        null,
                        campaignName(translation.campaignOf(conflict.pair())) + " is both in "
                                + slotName(conflict.pair()) + " and in " + slotName(conflict.otherPair())
                                + ", which are in conflict.");
        };
    }

    private Violation limit(Breach.OfLimit breach) {
        Problem problem = translation.problem();
        PlanRequest.Limit limit = translation.request().limits().get(breach.limit());
        long over = breach.used() - problem.maxOf(breach.limit());
        String used = names.limit().apply(limit.id()) + ": " + quantity(breach.used()) + " used, ";
        return over > 0
                ? new Violation(
                        Violation.Type.LIMIT_ABOVE_MAX,
                        List.of(limit.id()),
                        translation.scales().quantity(over),
                        used + "at most " + text(limit.max()) + " allowed.")
                : new Violation(
                        Violation.Type.LIMIT_BELOW_MIN,
                        List.of(limit.id()),
                        translation.scales().quantity(problem.minOf(breach.limit()) - breach.used()),
                        used + "at least " + text(limit.min()) + " demanded.");
    }

    private Violation campaign(Breach.OfCampaign breach) {
        PlanRequest.Campaign campaign = translation.request().campaigns().get(breach.campaign());
        int min = campaign.minPlacements();
        boolean isShort = breach.placed() < min;
        Integer most = campaign.maxPlacements();
        int max = most == null ? 0 : most;
        String placed = campaignName(campaign.id()) + " has " + placements(breach.placed()) + ", ";
        return new Violation(
                isShort ? Violation.Type.CAMPAIGN_BELOW_MIN : Violation.Type.CAMPAIGN_ABOVE_MAX,
                List.of(campaign.id()),
                java.math.BigDecimal.valueOf(isShort ? min - breach.placed() : breach.placed() - max),
                isShort ? placed + "at least " + min + " are demanded." : placed + "at most " + max + " are allowed.");
    }

    private String idOf(Demand demand) {
        return switch (demand.kind()) {
            case LIMIT_MAX, LIMIT_MIN ->
                translation.request().limits().get(demand.index()).id();
            case CAMPAIGN_MAX, CAMPAIGN_MIN -> translation.campaign(demand.index());
        };
    }

    private String demand(Demand demand) {
        String id = idOf(demand);
        return switch (demand.kind()) {
            case LIMIT_MAX ->
                names.limit().apply(id) + " must be at most "
                        + text(limit(demand).max());
            case LIMIT_MIN ->
                names.limit().apply(id) + " must be at least "
                        + text(limit(demand).min());
            case CAMPAIGN_MAX ->
                campaignName(id) + " wants at most "
                        + placements(campaign(demand).maxPlacements());
            case CAMPAIGN_MIN ->
                campaignName(id) + " is owed at least "
                        + placements(campaign(demand).minPlacements());
        };
    }

    private PlanRequest.Campaign campaign(Demand demand) {
        return translation.request().campaigns().get(demand.index());
    }

    private static String placements(@Nullable Integer number) {
        return Reasons.count(number == null ? 0 : number, "placement");
    }

    private PlanRequest.Limit limit(Demand demand) {
        return translation.request().limits().get(demand.index());
    }

    private String campaignName(String id) {
        return names.campaign().apply(id);
    }

    private String slotName(int pair) {
        return names.slot().apply(translation.slotOf(pair));
    }

    private String quantity(long scaled) {
        return PlanNames.plain(translation.scales().quantity(scaled));
    }

    private static String text(java.math.@Nullable BigDecimal number) {
        return number == null ? "0" : PlanNames.plain(number);
    }
}
