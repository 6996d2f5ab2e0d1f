package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a {@link PlanRequest}, each with the JSON Pointer to its place. */
final class PlanCheck {

    static final Duration LONGEST = Duration.ofMinutes(5);
    static final int MOST_CAMPAIGNS = 50_000;
    static final int MOST_SLOTS = 50_000;
    static final int MOST_PAIRS = 1_000_000;
    static final int MOST_LIMITS = 50_000;
    static final int MOST_CONFLICTS = 200_000;
    private static final int MOST_ERRORS = 100;

    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Integer> campaigns = new HashMap<>();
    private final Map<String, Integer> slots = new HashMap<>();
    private final Set<PlanRequest.Pin> pairs = new HashSet<>();

    private PlanCheck() {}

    /** @throws Refusal.Invalid with the first hundred errors, if there is any */
    static void check(PlanRequest request) {
        PlanCheck check = new PlanCheck();
        check.sizes(request);
        if (check.errors.isEmpty()) {
            check.timeLimit(request.timeLimit());
            check.campaigns(request.campaigns());
            check.slots(request.slots());
            check.pairs(request.pairs());
            check.limits(request.limits());
            check.conflicts(request.slotConflicts());
            check.pins(request.pins());
            check.keep(request.keep());
        }
        if (!check.errors.isEmpty()) {
            FieldError first = check.errors.getFirst();
            throw new Refusal.Invalid(
                    "The planning problem has errors. First, at " + first.pointer() + ": " + first.message(),
                    check.errors);
        }
    }

    private void sizes(PlanRequest request) {
        size("/campaigns", request.campaigns(), MOST_CAMPAIGNS);
        size("/slots", request.slots(), MOST_SLOTS);
        size("/pairs", request.pairs(), MOST_PAIRS);
        size("/limits", request.limits(), MOST_LIMITS);
        size("/slotConflicts", request.slotConflicts(), MOST_CONFLICTS);
        size("/pins", request.pins(), MOST_PAIRS);
        size("/keep", request.keep(), MOST_PAIRS);
    }

    private void size(String pointer, List<?> list, int most) {
        if (list.size() > most) {
            error(pointer, list.size() + " entries; at most " + most + " are planned at once.");
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == null) {
                error(pointer + "/" + i, "Must not be null.");
            }
        }
    }

    private void timeLimit(@Nullable Duration limit) {
        if (limit != null && (limit.compareTo(Duration.ZERO) <= 0 || limit.compareTo(LONGEST) > 0)) {
            error("/timeLimit", "Is " + limit + "; must be more than PT0S and at most " + LONGEST + ".");
        }
    }

    private void campaigns(List<PlanRequest.Campaign> list) {
        for (int i = 0; i < list.size(); i++) {
            PlanRequest.Campaign campaign = list.get(i);
            String at = "/campaigns/" + i;
            id(at, "campaign", campaign.id(), campaigns, i);
            Integer max = campaign.maxPlacements();
            if (campaign.minPlacements() < 0) {
                error(at + "/minPlacements", "Is " + campaign.minPlacements() + "; must be 0 or more.");
            }
            if (max == null) {
                error(at + "/maxPlacements", "Is missing; must be a whole number, 0 or more.");
            } else if (max < Math.max(0, campaign.minPlacements())) {
                error(at + "/maxPlacements", "Is " + max + "; must be 0 or more, and at least minPlacements.");
            }
        }
    }

    private void slots(List<PlanRequest.Slot> list) {
        for (int i = 0; i < list.size(); i++) {
            PlanRequest.Slot slot = list.get(i);
            id("/slots/" + i, "slot", slot.id(), slots, i);
            if (slot.start() != null && slot.end() != null && !slot.start().isBefore(slot.end())) {
                error("/slots/" + i + "/end", "Is " + slot.end() + "; must be after start, " + slot.start() + ".");
            }
        }
    }

    private void pairs(List<PlanRequest.Pair> list) {
        for (int i = 0; i < list.size(); i++) {
            PlanRequest.Pair pair = list.get(i);
            String at = "/pairs/" + i;
            known(at + "/campaign", "campaign", pair.campaign(), campaigns);
            known(at + "/slot", "slot", pair.slot(), slots);
            number(at + "/value", pair.value(), true, false);
            number(at + "/load", pair.load(), false, true);
            number(at + "/cost", pair.cost(), false, true);
            if (!pairs.add(new PlanRequest.Pin(pair.campaign(), pair.slot()))) {
                error(at, "Campaign " + pair.campaign() + " and slot " + pair.slot() + " are paired already.");
            }
        }
    }

    private void limits(List<PlanRequest.Limit> list) {
        Map<String, Integer> ids = new HashMap<>();
        for (int i = 0; i < list.size(); i++) {
            PlanRequest.Limit limit = list.get(i);
            String at = "/limits/" + i;
            id(at, "limit", limit.id(), ids, i);
            allKnown(at + "/slots", "slot", limit.slots(), slots);
            allKnown(at + "/campaigns", "campaign", limit.campaigns(), campaigns);
            if (limit.measure() == null) {
                error(at + "/measure", "Is missing; must be PLACEMENTS, LOAD or COST.");
            }
            number(at + "/max", limit.max(), false, true);
            number(at + "/min", limit.min(), false, true);
            if (limit.min() != null && limit.max() != null && limit.min().compareTo(limit.max()) > 0) {
                error(at + "/min", "Is " + limit.min() + "; must not be more than max, " + limit.max() + ".");
            }
        }
    }

    private void conflicts(List<List<String>> list) {
        for (int i = 0; i < list.size(); i++) {
            List<String> conflict = list.get(i);
            String at = "/slotConflicts/" + i;
            if (conflict.size() != 2) {
                error(at, "Has " + conflict.size() + " slots; must have two.");
                continue;
            }
            allKnown(at, "slot", conflict, slots);
            if (conflict.get(0) != null && conflict.get(0).equals(conflict.get(1))) {
                error(at, "Slot " + conflict.get(0) + " cannot be in conflict with itself.");
            }
        }
    }

    private void pins(List<PlanRequest.Pin> list) {
        Set<PlanRequest.Pin> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            PlanRequest.Pin pin = list.get(i);
            String at = "/pins/" + i;
            boolean isCampaignKnown = known(at + "/campaign", "campaign", pin.campaign(), campaigns);
            boolean isSlotKnown = known(at + "/slot", "slot", pin.slot(), slots);
            if (isCampaignKnown && isSlotKnown && !pairs.contains(pin)) {
                error(
                        at,
                        "Campaign " + pin.campaign() + " may not take slot " + pin.slot() + ": there is no such pair.");
            }
            if (!seen.add(pin)) {
                error(at, "Campaign " + pin.campaign() + " is pinned to slot " + pin.slot() + " already.");
            }
        }
    }

    private void keep(List<PlanRequest.Keep> list) {
        Set<PlanRequest.Pin> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            PlanRequest.Keep keep = list.get(i);
            String at = "/keep/" + i;
            boolean isCampaignKnown = known(at + "/campaign", "campaign", keep.campaign(), campaigns);
            boolean isSlotKnown = known(at + "/slot", "slot", keep.slot(), slots);
            PlanRequest.Pin pair = new PlanRequest.Pin(keep.campaign(), keep.slot());
            if (isCampaignKnown && isSlotKnown && !pairs.contains(pair)) {
                error(
                        at,
                        "Campaign " + keep.campaign() + " may not take slot " + keep.slot()
                                + ": there is no such pair.");
            }
            if (!seen.add(pair)) {
                error(at, "Campaign " + keep.campaign() + " in slot " + keep.slot() + " is to be kept already.");
            }
            number(at + "/cost", keep.cost(), false, false);
        }
    }

    private void id(String at, String what, @Nullable String id, Map<String, Integer> seen, int index) {
        if (id == null || id.isBlank()) {
            error(at + "/id", "Is missing; must be the " + what + "'s id.");
            return;
        }
        Integer before = seen.putIfAbsent(id, index);
        if (before != null) {
            error(at + "/id", "The id " + id + " is taken by " + what + " number " + before + " (from 0) already.");
        }
    }

    private void allKnown(String at, String what, @Nullable List<String> ids, Map<String, Integer> known) {
        for (int i = 0; ids != null && i < ids.size(); i++) {
            known(at + "/" + i, what, ids.get(i), known);
        }
    }

    private boolean known(String at, String what, @Nullable String id, Map<String, Integer> known) {
        if (id != null && known.containsKey(id)) {
            return true;
        }
        error(
                at,
                id == null ? "Is missing; must be the id of a " + what + "." : "There is no " + what + " " + id + ".");
        return false;
    }

    private void number(String at, @Nullable BigDecimal number, boolean mayBeNegative, boolean mayBeMissing) {
        if (number == null) {
            if (!mayBeMissing) {
                error(at, "Is missing; must be a number.");
            }
        } else if (!mayBeNegative && number.signum() < 0) {
            error(at, "Is " + number + "; must be 0 or more.");
        } else if (!fitsADouble(number)) {
            error(at, "Has more digits than a double holds exactly, about 15, or lies beyond what one can be.");
        }
    }

    private static boolean fitsADouble(BigDecimal number) {
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
    }

    private void error(String pointer, String message) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new FieldError(pointer, message));
        }
    }
}
