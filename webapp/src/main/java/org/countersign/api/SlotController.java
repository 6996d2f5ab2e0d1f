package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.countersign.allocation.PlanRequest;
import org.countersign.allocation.SlotBook;
import org.countersign.allocation.Slots;
import org.countersign.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The slots that can be planned. */
@RestController
@RequestMapping("/api/v1/slots")
@Tag(name = "Allocation")
class SlotController {

    private final Slots slots;

    SlotController(Slots slots) {
        this.slots = slots;
    }

    /** A page of the book, in the form that a PUT takes. */
    record BookPage(
            List<SlotBook.Slot> slots,
            List<PlanRequest.Limit> limits,
            @Nullable String next) {}

    @Operation(
            summary = "Replace all slots and the limits over them",
            description =
                    "Idempotent: the same body again changes nothing. A slot with confirmed placements still to end"
                            + " must stay as it is, except for its capacity.")
    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasRole('PLANNER')")
    void replace(@RequestBody SlotBook book, Authentication authentication) {
        slots.replace(Caller.of(authentication).actor(), book);
    }

    @Operation(summary = "The slots by id, up to 1,000 a page, and all limits over them")
    @GetMapping
    @PreAuthorize("hasRole('PLANNER')")
    BookPage list(
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "1000") int limit) {
        Page<SlotBook.Slot> page = slots.list(cursor, limit);
        return new BookPage(page.items(), slots.limits(), page.next());
    }
}
