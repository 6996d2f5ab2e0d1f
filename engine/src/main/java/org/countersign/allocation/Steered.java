package org.countersign.allocation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the planner asks for and what they have seen before, as far as it is still possible. */
final class Steered {

    private final Map<String, Applicant> applicants;
    private final Map<String, SlotBook.Slot> slots;
    private final AllocationSettings settings;
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param applicants by campaign id
     * @param slots by id
     */
    Steered(Map<String, Applicant> applicants, Map<String, SlotBook.Slot> slots, AllocationSettings settings) {
        this.applicants = applicants;
        this.slots = slots;
        this.settings = settings;
    }

    /** What the planner asked for and cannot have. */
    List<String> warnings() {
        return warnings;
    }

    /** The pins that are still possible; {@link #warnings} has a sentence for each other. */
    List<PlanRequest.Pin> pins(Steering steering) {
        List<PlanRequest.Pin> pins = new ArrayList<>();
        steering.pins().forEach((suggestion, inSlots) -> {
            Applicant applicant = applicants.get(suggestion.toString());
            for (String id : inSlots) {
                SlotBook.Slot slot = slots.get(id);
                Applicant.Obstacle obstacle =
                        applicant == null || slot == null ? null : applicant.obstacle(slot, settings);
                if (applicant == null) {
                    warnings.add("What was pinned to slot " + id + " no longer waits for a slot.");
                } else if (slot == null) {
                    warnings.add(applicant.name() + " cannot be pinned to slot " + id
                            + ": it has begun or is no longer there.");
                } else if (obstacle != null) {
                    warnings.add(
                            applicant.name() + " cannot be pinned to slot " + id + ", which " + obstacle.one() + ".");
                } else {
                    pins.add(new PlanRequest.Pin(applicant.id(), id));
                }
            }
        });
        return pins;
    }

    /** Few surprises: a placement that somebody has seen counts a little more than an equal one. */
    List<PlanRequest.Keep> keep(List<PlanView.Placement> before, List<PlanRequest.Pair> pairs) {
        if (before.isEmpty() || settings.moveShare() == 0) {
            return List.of();
        }
        Set<PlanRequest.Pin> seen = before.stream()
                .map(place -> new PlanRequest.Pin(place.suggestion().toString(), place.slot()))
                .collect(Collectors.toSet());
        return pairs.stream()
                .filter(pair -> seen.contains(new PlanRequest.Pin(pair.campaign(), pair.slot())))
                .map(pair -> new PlanRequest.Keep(
                        pair.campaign(),
                        pair.slot(),
                        pair.value()
                                .abs()
                                .multiply(BigDecimal.valueOf(settings.moveShare()))
                                .setScale(4, RoundingMode.HALF_UP)))
                .toList();
    }
}
