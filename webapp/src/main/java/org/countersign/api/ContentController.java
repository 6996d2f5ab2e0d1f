package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.countersign.delivery.ContentId;
import org.countersign.delivery.ContentItems;
import org.countersign.delivery.FeedPage;
import org.countersign.delivery.FeedRequest;
import org.countersign.delivery.Why;
import org.countersign.shared.FieldError;
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

    private final ContentItems items;
    private final FeedWatch watch;
    private final Problems problems;
    private final Clock clock;

    ContentController(ContentItems items, FeedWatch watch, Problems problems, Clock clock) {
        this.items = items;
        this.watch = watch;
        this.problems = problems;
        this.clock = clock;
    }

    @Operation(
            summary = "Poll what was approved and what was withdrawn",
            description = "Store next and ask after it. 410: read again from 0 and drop everything absent.")
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
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known)
            throws InterruptedException {
        FeedRequest request = new FeedRequest(after, limit, emptyToNull(channel), emptyToNull(market));
        try {
            FeedPage page = somethingNew(request, known, wait == null ? Duration.ZERO : bounded(wait));
            // 304 is the framework's answer to a known ETag.
            return ResponseEntity.ok()
                    .eTag(page.version())
                    .cacheControl(
                            CacheControl.maxAge(Duration.ZERO).cachePrivate().mustRevalidate())
                    .varyBy(HttpHeaders.AUTHORIZATION)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(json(page));
        } catch (Refusal.Gone gone) {
            return resync(gone);
        }
    }

    @Operation(summary = "Why an item was let out, with the proof")
    @GetMapping(FEED + "/{contentId}/why")
    @PreAuthorize("hasAnyRole('CONSUMER', 'AUDITOR')")
    ObjectNode why(@PathVariable("contentId") String contentId) {
        Why why = items.why(ContentId.of(contentId));
        ObjectNode receipt = why.grounds().deepCopy().asObject();
        receipt.put("state", why.state().name());
        receipt.set("proof", ProofBody.of(why.proof()));
        return receipt;
    }

    /** The page as it is, or, if there is nothing in it that the caller does not know, as it becomes. */
    private FeedPage somethingNew(FeedRequest request, @Nullable String known, Duration longest)
            throws InterruptedException {
        Instant deadline = clock.instant().plus(longest);
        FeedPage page = items.feed(request);
        while (isKnown(page, known)) {
            Duration left = Duration.between(clock.instant(), earliest(deadline, page.staleAt()));
            if (!left.isPositive() || !watch.await(page.head(), left)) {
                return longest.isZero() ? page : items.feed(request);
            }
            page = items.feed(request);
        }
        return page;
    }

    private static boolean isKnown(FeedPage page, @Nullable String known) {
        return page.items().isEmpty() || (known != null && known.contains("\"" + page.version() + "\""));
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
    private static byte[] json(FeedPage page) {
        return page.items().stream()
                .map(FeedPage.Item::json)
                .collect(Collectors.joining(
                        ",", "{\"items\":[", "],\"next\":" + page.next() + ",\"head\":" + page.head() + "}"))
                .getBytes(StandardCharsets.UTF_8);
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
