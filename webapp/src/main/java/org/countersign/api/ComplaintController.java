package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import org.countersign.autonomy.Complaints;
import org.countersign.autonomy.Complaints.Complaint;
import org.countersign.delivery.ContentId;
import org.countersign.delivery.ContentItems;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What customers complain about, told by whoever showed it to them. */
@RestController
@Tag(name = "Content")
class ComplaintController {

    private final Complaints complaints;
    private final ContentItems items;

    ComplaintController(Complaints complaints, ContentItems items) {
        this.complaints = complaints;
        this.items = items;
    }

    /** A complaint that was taken. */
    record Taken(UUID id, String contentId, Instant at) {}

    @Operation(
            summary = "Complain about an item, in the customer's words or your own",
            description = "Goes on record and ends at once what autonomy the model version had earned. It withdraws "
                    + "nothing by itself. Leave out who complained: reason is no place for personal data.")
    @PostMapping("/api/v1/content/{contentId}/complaints")
    @PreAuthorize("hasRole('CONSUMER')")
    @ResponseStatus(HttpStatus.CREATED)
    Taken complain(
            @PathVariable("contentId") String contentId, @RequestBody ReasonBody body, Authentication authentication) {
        Complaint complaint = complaints.complain(
                items.suggestionOf(ContentId.of(contentId)),
                Caller.of(authentication).actor(),
                body.required());
        return new Taken(complaint.id(), contentId, complaint.at());
    }
}
