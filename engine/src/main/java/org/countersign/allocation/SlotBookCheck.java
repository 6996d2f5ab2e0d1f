package org.countersign.allocation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a {@link SlotBook}, each with the JSON Pointer to its place. */
final class SlotBookCheck {

    static final int MOST_SLOTS = 10_000;
    static final int MOST_LIMITS = 1_000;
    private static final int MOST_ERRORS = 100;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000_000L);

    private final List<FieldError> errors = new ArrayList<>();
    private final Set<String> slots = new HashSet<>();

    private SlotBookCheck() {}

    /** @throws Refusal.Invalid with the first hundred errors, if there is any */
    static void check(SlotBook book) {
        SlotBookCheck check = new SlotBookCheck();
        check.slots(book.slots());
        check.limits(book.limits());
        if (!check.errors.isEmpty()) {
            FieldError first = check.errors.getFirst();
            throw new Refusal.Invalid(
                    "The slots have errors. First, at " + first.pointer() + ": " + first.message(), check.errors);
        }
    }

    private void slots(List<SlotBook.Slot> list) {
        if (list.size() > MOST_SLOTS) {
            error("/slots", list.size() + " entries; at most " + MOST_SLOTS + " are kept.");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            SlotBook.Slot slot = list.get(i);
            String at = "/slots/" + i;
            if (slot == null) {
                error(at, "Must not be null.");
                continue;
            }
            id(at, slot.id(), slots);
            if (slot.channel() == null || slot.channel().isBlank()) {
                error(at + "/channel", "Is missing; must be a channel, for example EMAIL.");
            }
            time(at + "/start", slot.start());
            time(at + "/end", slot.end());
            if (slot.start() != null && slot.end() != null && !slot.start().isBefore(slot.end())) {
                error(at + "/end", "Is " + slot.end() + "; must be after start, " + slot.start() + ".");
            }
            if (slot.capacity() == null) {
                error(at + "/capacity", "Is missing; must be a number, 0 or more.");
            }
            quantity(at + "/capacity", slot.capacity());
        }
    }

    private void limits(List<PlanRequest.Limit> list) {
        if (list.size() > MOST_LIMITS) {
            error("/limits", list.size() + " entries; at most " + MOST_LIMITS + " are kept.");
            return;
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            PlanRequest.Limit limit = list.get(i);
            String at = "/limits/" + i;
            if (limit == null) {
                error(at, "Must not be null.");
                continue;
            }
            id(at, limit.id(), ids);
            List<String> of = limit.slots();
            for (int s = 0; of != null && s < of.size(); s++) {
                if (!slots.contains(of.get(s))) {
                    error(at + "/slots/" + s, "There is no slot " + of.get(s) + ".");
                }
            }
            if (limit.campaigns() != null) {
                error(at + "/campaigns", "Must be null: a limit of the slots counts whatever is placed in them.");
            }
            if (limit.measure() == null) {
                error(at + "/measure", "Is missing; must be PLACEMENTS, LOAD or COST.");
            }
            quantity(at + "/max", limit.max());
            quantity(at + "/min", limit.min());
            if (limit.min() != null && limit.max() != null && limit.min().compareTo(limit.max()) > 0) {
                error(at + "/min", "Is " + limit.min() + "; must not be more than max, " + limit.max() + ".");
            }
        }
    }

    private void id(String at, @Nullable String id, Set<String> seen) {
        if (id == null || id.isBlank() || id.length() > 200) {
            error(at + "/id", "Must be an id of 1 to 200 characters.");
        } else if (!seen.add(id)) {
            error(at + "/id", "The id " + id + " is taken already.");
        }
    }

    private void time(String at, @Nullable Instant time) {
        if (time == null) {
            error(at, "Is missing; must be a time such as 2026-11-24T08:00:00Z.");
        }
    }

    private void quantity(String at, @Nullable BigDecimal number) {
        if (number != null && (number.signum() < 0 || number.compareTo(LARGEST) > 0 || number.scale() > 6)) {
            error(at, "Is " + number + "; must be from 0 to " + LARGEST + " with at most 6 decimals.");
        }
    }

    private void error(String pointer, String message) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new FieldError(pointer, message));
        }
    }
}
