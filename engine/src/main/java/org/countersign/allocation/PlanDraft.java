package org.countersign.allocation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A planning problem of the product's own, with the words for what is in it.
 *
 * @param applicants by campaign id
 * @param slots by id
 * @param limits by limit id
 * @param nowhere why a campaign may take none of the slots, by its id
 * @param others who waits but is not planned this time, and why
 * @param warnings what the planner asked for and cannot have
 * @param inputs a digest of everything it was made from, beside what the planner asked for
 */
record PlanDraft(
        String currency,
        PlanRequest request,
        Map<String, Applicant> applicants,
        Map<String, SlotBook.Slot> slots,
        Map<String, BoundLimit> limits,
        Map<String, String> nowhere,
        List<PlanView.Left> others,
        List<String> warnings,
        String inputs) {

    PlanNames names() {
        return new PlanNames(
                id -> {
                    Applicant applicant = applicants.get(id);
                    return applicant == null ? id : applicant.name();
                },
                id -> "slot " + id,
                id -> {
                    BoundLimit limit = limits.get(id);
                    if (limit == null) {
                        return "Limit " + id;
                    }
                    return limit.earlier().signum() == 0
                            ? limit.label()
                            : limit.label() + ", of which earlier plans have taken " + PlanNames.plain(limit.earlier())
                                    + ",";
                },
                (id, used, max, needed) -> known(limits, id).obstacle(used, max, needed, currency),
                currency);
    }

    /** The same with these limits on top. */
    PlanDraft with(List<BoundLimit> more) {
        List<PlanRequest.Limit> asked = new ArrayList<>(request.limits());
        Map<String, BoundLimit> all = new LinkedHashMap<>(limits);
        for (BoundLimit limit : more) {
            asked.add(limit.asked());
            all.put(limit.asked().id(), limit);
        }
        return new PlanDraft(
                currency,
                new PlanRequest(
                        request.timeLimit(),
                        request.campaigns(),
                        request.slots(),
                        request.pairs(),
                        asked,
                        request.slotConflicts(),
                        request.pins(),
                        request.keep(),
                        request.seed()),
                applicants,
                slots,
                all,
                nowhere,
                others,
                warnings,
                inputs);
    }

    /** The same without any obligation: what can be planned where obligations cannot be met. */
    PlanRequest withoutObligations() {
        return new PlanRequest(
                request.timeLimit(),
                request.campaigns().stream()
                        .map(campaign -> new PlanRequest.Campaign(campaign.id(), 0, campaign.maxPlacements()))
                        .toList(),
                request.slots(),
                request.pairs(),
                request.limits().stream()
                        .map(limit -> new PlanRequest.Limit(
                                limit.id(), limit.slots(), limit.campaigns(), limit.measure(), limit.max(), null))
                        .toList(),
                request.slotConflicts(),
                request.pins(),
                request.keep(),
                request.seed());
    }

    /** The placements of a solution of this problem. */
    List<PlanView.Placement> placements(PlanResult result) {
        return result.placements().stream().map(this::placement).toList();
    }

    private PlanView.Placement placement(PlanResult.Placement chosen) {
        Applicant applicant = known(applicants, chosen.campaign());
        SlotBook.Slot slot = known(slots, chosen.slot());
        return new PlanView.Placement(
                applicant.view().id(),
                applicant.view().revision(),
                applicant.name(),
                applicant.proposal().kind(),
                slot.id(),
                slot.channel(),
                slot.start(),
                slot.end(),
                slot.market(),
                applicant.wish().load(),
                applicant.cost(),
                chosen.value(),
                applicant.segment(),
                request.pins().contains(new PlanRequest.Pin(chosen.campaign(), chosen.slot())),
                PlanView.PlacementState.PROPOSED,
                null,
                chosen.reason());
    }

    /** Who got no place in a solution, and why. */
    List<PlanView.Left> left(PlanResult result) {
        Map<String, PlanView.Left> left = new LinkedHashMap<>();
        for (PlanResult.Unplaced unplaced : result.unplaced()) {
            Applicant applicant = known(applicants, unplaced.campaign());
            left.put(
                    applicant.id(),
                    new PlanView.Left(
                            applicant.view().id(),
                            applicant.name(),
                            nowhere.getOrDefault(unplaced.campaign(), unplaced.reason())));
        }
        others.forEach(other -> left.put(other.suggestion().toString(), other));
        return List.copyOf(left.values());
    }

    /** The slots in which a solution places nothing, and why. Full ones were filled by earlier plans. */
    List<PlanView.Unused> unused(PlanResult result) {
        return result.unusedSlots().stream()
                .map(unused -> {
                    SlotBook.Slot slot = known(slots, unused.slot());
                    return new PlanView.Unused(
                            slot.id(), slot.channel(), slot.start(), slot.end(), slot.capacity(), unused.reason());
                })
                .toList();
    }

    /** How far a solution uses the limits, those with a maximum or a use. */
    List<PlanView.LimitUse> limits(PlanResult result) {
        return result.limits().stream()
                .filter(limit ->
                        limit.used().signum() > 0 || known(limits, limit.id()).kind() == PlanView.LimitKind.CAPACITY)
                .map(limit -> {
                    BoundLimit named = known(limits, limit.id());
                    return new PlanView.LimitUse(
                            named.kind(),
                            named.label(),
                            named.subject(),
                            named.earlier(),
                            limit.used(),
                            named.max(),
                            limit.worth());
                })
                .toList();
    }

    private static <T> T known(Map<String, T> things, String id) {
        T thing = things.get(id);
        if (thing == null) {
            throw new IllegalStateException("The planner answers about " + id + ", which it was not asked about.");
        }
        return thing;
    }
}
