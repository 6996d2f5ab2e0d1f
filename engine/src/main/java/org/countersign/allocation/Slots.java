package org.countersign.allocation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryId;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The front door of slots: the book of all places that can be planned, replaced as a whole. */
@Service
public class Slots {

    private static final int PAGE = 1_000;

    private final SlotRows rows;
    private final PlacementRows placements;
    private final AllocationSettings settings;
    private final AuditEntries log;
    private final Clock clock;

    Slots(SlotRows rows, PlacementRows placements, AllocationSettings settings, AuditEntries log, Clock clock) {
        this.rows = rows;
        this.placements = placements;
        this.settings = settings;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Puts this book in the place of the one in force. The same book again changes nothing.
     *
     * @throws Refusal.Invalid if anything is wrong with it
     * @throws Refusal.Conflict if a slot with confirmed placements still to end would go or move; its capacity may change
     */
    @Transactional
    public void replace(Actor actor, SlotBook book) {
        SlotBookCheck.check(book);
        JsonNode document = Json.MAPPER.valueToTree(book);
        String hash = Sha256.hexOf(Json.canonical(document));
        if (rows.lockBook().filter(hash::equals).isPresent()) {
            return;
        }
        refuseToMoveConfirmed(book);
        NewEntry entry = NewEntry.of(
                        EntryType.SLOTS,
                        "slots:book",
                        actor,
                        Map.of(
                                "slots", String.valueOf(book.slots().size()),
                                "limits", String.valueOf(book.limits().size()),
                                "hash", hash))
                .after(rows.bookEntry().stream().toArray(EntryId[]::new))
                .withPayload(document);
        rows.replace(book, hash, log.append(entry), actor, clock.instant());
    }

    private void refuseToMoveConfirmed(SlotBook book) {
        Map<String, SlotBook.Slot> confirmed = placements.slotsInUse(clock.instant());
        for (SlotBook.Slot used : confirmed.values()) {
            boolean stays =
                    book.slots().stream().anyMatch(slot -> slot.id().equals(used.id()) && slot.isSamePlaceAs(used));
            if (!stays) {
                throw new Refusal.Conflict(
                        "slot-in-use",
                        "Slot " + used.id() + " has confirmed placements until " + used.end()
                                + ": it must stay in the book with the same channel, times and market. "
                                + "Withdraw what is placed there first.");
            }
        }
    }

    /** Slots by id, at most 1,000; {@code cursor} may be null. */
    @Transactional(readOnly = true)
    public Page<SlotBook.Slot> list(@Nullable String cursor, int limit) {
        int size = Math.clamp(limit, 1, PAGE);
        List<SlotBook.Slot> found = rows.page(cursor == null ? "" : cursor, size + 1);
        boolean more = found.size() > size;
        List<SlotBook.Slot> page = more ? found.subList(0, size) : found;
        return new Page<>(page, more ? page.getLast().id() : null);
    }

    /**
     * When the slots begin that a suggestion may take; empty where there is none, or it wants none.
     *
     * @param from the earliest start that can still be met
     */
    @Transactional(readOnly = true)
    public Optional<SlotWindow> windowFor(SuggestionView suggestion, Instant from) {
        Applicant applicant = Applicant.of(suggestion);
        if (applicant == null) {
            return Optional.empty();
        }
        List<Instant> starts = rows.toCome(clock.instant()).stream()
                .filter(slot -> applicant.mayTake(slot, settings))
                .map(SlotBook.Slot::start)
                .sorted()
                .toList();
        return starts.isEmpty()
                ? Optional.empty()
                : Optional.of(new SlotWindow(
                        starts.stream()
                                .filter(start -> !start.isBefore(from))
                                .findFirst()
                                .orElse(starts.getLast()),
                        starts.getLast()));
    }

    /** All limits over several slots, by id. */
    @Transactional(readOnly = true)
    public List<PlanRequest.Limit> limits() {
        return rows.limits();
    }
}
