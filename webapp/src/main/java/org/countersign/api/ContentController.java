package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.audit.Checkpoints;
import org.countersign.audit.Proofs;
import org.countersign.delivery.ContentId;
import org.countersign.delivery.ContentItems;
import org.countersign.delivery.FeedPage;
import org.countersign.delivery.FeedPulse;
import org.countersign.delivery.FeedRequest;
import org.countersign.delivery.Why;
import org.countersign.proof.Checkpoint;
import org.countersign.shared.FieldError;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Approved content on its way out. */
@RestController
@Tag(name = "Content")
class ContentController {

    private static final String FEED = "/api/v1/content";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** For whom a receipt is. */
    enum WhyAudience {
        CUSTOMER,
        AUDITOR
    }

    private final ContentItems items;
    private final FeedPulse pulse;
    private final Checkpoints checkpoints;
    private final Proofs proofs;
    private final Problems problems;
    private final Clock clock;

    ContentController(
            ContentItems items,
            FeedPulse pulse,
            Checkpoints checkpoints,
            Proofs proofs,
            Problems problems,
            Clock clock) {
        this.items = items;
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.pulse = pulse;
        this.problems = problems;
        this.clock = clock;
    }

    @Operation(
            summary = "Poll what was approved and what was withdrawn",
            description = "Store next and ask after it. 410: read again from 0 and drop everything absent.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ContentAnswers.Feed.class)))
    @ApiResponse(responseCode = "304", description = "Nothing has changed since the answer with this ETag")
    @ApiResponse(responseCode = "410", description = "Read again from 0 and drop everything absent")
    @GetMapping(path = FEED)
    @PreAuthorize("hasAnyRole('CONSUMER', 'AUDITOR')")
    ResponseEntity<?> feed(
            @Parameter(description = "The position you have read up to; 0 for the beginning")
                    @RequestParam(name = "after", defaultValue = "0")
                    long after,
            @Parameter(description = "1 to 1000") @RequestParam(name = "limit", defaultValue = "100") int limit,
            @RequestParam(name = "channel", required = false) @Nullable String channel,
            @Parameter(description = "A jurisdiction, for example DE or US-NY")
                    @RequestParam(name = "market", required = false)
                    @Nullable
                    String market,
            @Parameter(description = "How long to hold the answer until something is new, at most PT60S")
                    @RequestParam(name = "wait", required = false)
                    @Nullable
                    Duration wait,
            @Parameter(description = "Whether each item comes with the log's entry and its proof under one checkpoint")
                    @RequestParam(name = "proofs", defaultValue = "false")
                    boolean withProofs,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known)
            throws InterruptedException {
        FeedRequest request = new FeedRequest(after, limit, emptyToNull(channel), emptyToNull(market));
        String version = known == null ? null : items.knownVersion(request);
        if (version != null && wait == null && names(known, version)) {
            return fresh(ResponseEntity.status(HttpStatus.NOT_MODIFIED), version)
                    .build();
        }
        try {
            FeedPage page = somethingNew(request, known, wait == null ? Duration.ZERO : bounded(wait));
            // 304 is the framework's answer to a known ETag.
            return fresh(ResponseEntity.ok(), page.version())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(json(page, withProofs ? proofs(page) : ""));
        } catch (Refusal.Gone gone) {
            return resync(gone);
        }
    }

    @Operation(summary = "Why an item was let out, with the proof")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ContentAnswers.Receipt.class)))
    @GetMapping(FEED + "/{contentId}/why")
    @PreAuthorize("hasAnyRole('CONSUMER', 'AUDITOR')")
    ObjectNode why(
            @PathVariable("contentId") String contentId,
            @Parameter(description = "CUSTOMER leaves everything out but what may be shown to the customer")
                    @RequestParam(name = "audience", defaultValue = "AUDITOR")
                    WhyAudience audience) {
        Why why = items.why(ContentId.of(contentId));
        ObjectNode receipt = audience == WhyAudience.CUSTOMER
                ? Json.MAPPER.createObjectNode().put("contentId", contentId)
                : why.grounds().deepCopy().asObject();
        receipt.put("state", why.state().name());
        receipt.set("plain", Json.MAPPER.valueToTree(why.inPlainWords()));
        receipt.put(
                "objection",
                "You can object to this at any time, and have a person look at it: tell us so and name " + contentId
                        + ". From then on nothing of the kind is shown to you.");
        if (audience == WhyAudience.CUSTOMER) {
            return receipt;
        }
        receipt.set("proof", ProofBody.of(why.proof()));
        return receipt;
    }

    @Operation(
            summary = "The log entry that published an item, with its inclusion proof",
            description =
                    "Says nothing of the grounds and stays valid after an erasure; for clients that check each item.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = ContentAnswers.Entry.class)))
    @GetMapping(FEED + "/{contentId}/proof")
    @PreAuthorize("hasAnyRole('CONSUMER', 'AUDITOR')")
    ObjectNode proof(
            @PathVariable("contentId") String contentId,
            @Parameter(description = "Size of the tree; the newest checkpoint's if absent")
                    @RequestParam(name = "size", required = false)
                    @Nullable
                    Long size) {
        return ProofBody.of(items.proof(ContentId.of(contentId), size));
    }

    /** Weak, because the same page may be sent compressed; a copy may be kept, and asks each time whether it still holds. */
    private static ResponseEntity.BodyBuilder fresh(ResponseEntity.BodyBuilder answer, String version) {
        return answer.eTag("W/\"" + version + "\"")
                .cacheControl(CacheControl.maxAge(Duration.ZERO).cachePrivate().mustRevalidate())
                .varyBy(HttpHeaders.AUTHORIZATION);
    }

    /** The page as it is, or, if there is nothing in it that the caller does not know, as it becomes. */
    private FeedPage somethingNew(FeedRequest request, @Nullable String known, Duration longest)
            throws InterruptedException {
        Instant deadline = clock.instant().plus(longest);
        long beats = pulse.beats();
        FeedPage page = items.feed(request);
        while (isKnown(page, known)) {
            Duration left = Duration.between(clock.instant(), earliest(deadline, page.staleAt()));
            if (!left.isPositive() || !pulse.await(beats, left)) {
                return longest.isZero() ? page : items.feed(request);
            }
            beats = pulse.beats();
            page = items.feed(request);
        }
        return page;
    }

    private static boolean isKnown(FeedPage page, @Nullable String known) {
        return page.items().isEmpty() || names(known, page.version());
    }

    private static boolean names(@Nullable String known, String version) {
        return known != null && known.contains("\"" + version + "\"");
    }

    private static Instant earliest(Instant deadline, @Nullable Instant staleAt) {
        return staleAt == null || deadline.isBefore(staleAt) ? deadline : staleAt;
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new Refusal.Invalid(
                    "The feed cannot be waited for like this.",
                    List.of(new FieldError("/wait", wait + " is out of range; PT0S to PT60S are accepted.")));
        }
        return wait;
    }

    /** Items are stored as they were signed; nothing here may write them another way. */
    private static byte[] json(FeedPage page, String proofs) {
        return page.items().stream()
                .map(FeedPage.Item::json)
                .collect(Collectors.joining(
                        ",", "{\"items\":[", "],\"next\":" + page.next() + ",\"head\":" + page.head() + proofs + "}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** In the order of the items, all against one checkpoint, which is at least as new as they are. */
    private String proofs(FeedPage page) {
        Checkpoint checkpoint = checkpoints.latest();
        List<ObjectNode> all =
                proofs.of(page.items().stream().map(FeedPage.Item::position).toList(), checkpoint).stream()
                        .map(ProofBody::path)
                        .toList();
        return ",\"checkpoint\":"
                + Json.MAPPER.writeValueAsString(checkpoint.note().toString()) + ",\"proofs\":"
                + Json.MAPPER.writeValueAsString(all);
    }

    private ResponseEntity<ProblemDetail> resync(Refusal.Gone gone) {
        ProblemDetail problem = problems.of(gone);
        problem.setProperty("resync", FEED + "?after=0");
        return ResponseEntity.status(HttpStatus.GONE)
                .header(HttpHeaders.LINK, "<" + FEED + "?after=0>; rel=\"resync\"")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
