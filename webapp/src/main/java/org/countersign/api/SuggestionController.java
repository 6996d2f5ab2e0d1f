package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.countersign.delivery.WithheldItems;
import org.countersign.review.Reviews;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Screenings;
import org.countersign.shared.FieldError;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Endings;
import org.countersign.suggestion.Receipt;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Suggestions in, revised, withdrawn, and where they stand. */
@RestController
@RequestMapping(path = "/api/v1/suggestions", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Suggestions")
class SuggestionController {

    /** Bytes of a JSON body with many suggestions. */
    static final int BODY = 16 << 20;

    /** Bytes of a JSON body that is one suggestion. */
    static final int DOCUMENT = 1 << 20;

    private final Suggestions suggestions;
    private final Endings endings;
    private final Screenings screenings;
    private final Reviews reviews;
    private final IntakeGate gate;
    private final WithheldItems withheld;

    SuggestionController(
            Suggestions suggestions,
            Endings endings,
            Screenings screenings,
            Reviews reviews,
            IntakeGate gate,
            WithheldItems withheld) {
        this.suggestions = suggestions;
        this.endings = endings;
        this.screenings = screenings;
        this.reviews = reviews;
        this.gate = gate;
        this.withheld = withheld;
    }

    /** One suggestion, or up to 1,000; receipts in order. */
    @Operation(summary = "Post one suggestion, or up to 1,000 as {\"suggestions\": [...]}")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object", description = "See GET /api/v1/schemas/{kind}.")))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasRole('PRODUCER')")
    @SuppressWarnings("try") // to have a place is all there is to it
    Receipts post(HttpServletRequest request, Authentication authentication) throws IOException {
        try (IntakeGate.Place place = gate.forBody(request.getContentLengthLong(), BODY)) {
            SuggestionEnvelope envelope = envelope(request);
            List<Receipt> receipts = suggestions.receiveTexts(authentication.getName(), envelope.documents());
            if (!envelope.batch()) {
                refuseUnlessTaken(receipts.getFirst());
            }
            return new Receipts(receipts);
        }
    }

    @Operation(summary = "List suggestions, newest first: a producer its own, others all")
    @GetMapping
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER', 'AUDITOR')")
    Page<SuggestionSummary> list(
            @RequestParam(name = "state", required = false) @Nullable SuggestionState state,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            @RequestParam(name = "limit", defaultValue = "50") int limit,
            Authentication authentication) {
        return suggestions
                .list(state, Caller.of(authentication).scope(), cursor, limit)
                .map(SuggestionSummary::of);
    }

    @Operation(
            summary = "One suggestion with its state, verdict, bias report, approvals, reviews and history",
            description = "While it is BLOCKED, IN_REVIEW or CHANGES_REQUESTED, \"counterfactuals\" holds the smallest"
                    + " changes of it that would pass, as a dry run has them: {rule, fact, from, to, route} and, where"
                    + " one change is not enough, also: [{fact, from, to}]. Where it is PUBLISHED and an item of it is"
                    + " not in the feed, because it is not what the log let out, \"withheld\" says which and why:"
                    + " [{contentId, position, reason}].")
    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER', 'AUDITOR')")
    JsonNode get(@PathVariable("id") String id, Authentication authentication) {
        SuggestionView view = mine(id, authentication);
        DecisionRecord screened = screenings.latest(view.id()).orElse(null);
        return SuggestionDocument.of(
                view,
                screened,
                screened != null && screened.revision() == view.revision() && mayPassChanged(view)
                        ? screenings.counterfactuals(screened)
                        : List.of(),
                reviews.approvals(view.id()),
                reviews.of(view.id()),
                view.state() == SuggestionState.PUBLISHED
                        ? withheld.of(List.of(view.id())).getOrDefault(view.id(), List.of())
                        : List.of());
    }

    private static boolean mayPassChanged(SuggestionView view) {
        return switch (view.state()) {
            case BLOCKED, IN_REVIEW, CHANGES_REQUESTED -> true;
            case RECEIVED, SCREENED, APPROVED, SCHEDULED, PUBLISHED, REJECTED, EXPIRED, WITHDRAWN -> false;
        };
    }

    @Operation(summary = "Send a new revision; it voids approvals and is screened again")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = "object", description = "See GET /api/v1/schemas/{kind}.")))
    @PostMapping(path = "/{id}/revisions", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasRole('PRODUCER')")
    @SuppressWarnings("try") // to have a place is all there is to it
    RevisionReceipt revise(@PathVariable("id") String id, HttpServletRequest request, Authentication authentication)
            throws IOException {
        SuggestionView view = mine(id, authentication);
        try (IntakeGate.Place place = gate.forBody(request.getContentLengthLong(), DOCUMENT)) {
            int revision = suggestions.revise(
                    Caller.of(authentication).actor(), view.id(), RequestJson.read(request, DOCUMENT));
            return new RevisionReceipt(view.id().toString(), view.externalId(), revision);
        }
    }

    @Operation(summary = "Withdraw a suggestion, published or not, at once")
    @PostMapping("/{id}/withdrawal")
    @PreAuthorize("hasAnyRole('PRODUCER', 'OFFICER')")
    SuggestionSummary withdraw(
            @PathVariable("id") String id,
            @org.springframework.web.bind.annotation.RequestBody ReasonBody body,
            Authentication authentication) {
        SuggestionView view = mine(id, authentication);
        endings.withdraw(Caller.of(authentication).actor(), view.id(), body.required());
        return SuggestionSummary.of(suggestions.get(view.id()));
    }

    private SuggestionView mine(String id, Authentication authentication) {
        return Caller.of(authentication).mine(suggestions.get(SuggestionId.of(id)));
    }

    private static SuggestionEnvelope envelope(HttpServletRequest request) throws IOException {
        String body = RequestText.read(request, BODY);
        try {
            return SuggestionEnvelope.read(body);
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException(
                    "The body is not JSON.", e, new ServletServerHttpRequest(request));
        }
    }

    private static void refuseUnlessTaken(Receipt receipt) {
        switch (receipt.status()) {
            case INVALID ->
                throw new Refusal.Invalid(
                        "The suggestion has " + receipt.errors().size()
                                + (receipt.errors().size() == 1 ? " error." : " errors.") + " Nothing was stored.",
                        receipt.errors());
            case CONFLICT ->
                throw new Refusal.Conflict(
                        "external-id-conflict",
                        receipt.errors().stream()
                                .map(FieldError::message)
                                .findFirst()
                                .orElseThrow());
            case ACCEPTED, DUPLICATE -> {
                // Both are answers to a client that wants its suggestion known here.
            }
        }
    }

    /** One receipt for each suggestion, in order. */
    record Receipts(List<Receipt> receipts) {}

    /** The revision that is current now. */
    record RevisionReceipt(String id, String externalId, int revision) {}
}
