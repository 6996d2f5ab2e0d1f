package org.countersign.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.countersign.webhook.Webhook;
import org.countersign.webhook.WebhookAttempt;
import org.countersign.webhook.Webhooks;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Doorbells: who does not want to poll is told when to. */
@RestController
@RequestMapping("/api/v1/webhooks")
@PreAuthorize("hasRole('CONSUMER')")
@Tag(name = "Content")
class WebhookController {

    private final Webhooks webhooks;

    WebhookController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * What a client asks for.
     *
     * @param url where to POST to, https
     */
    record NewWebhook(@Nullable String url) {}

    /** A doorbell, and the secret that its rings are signed with; the secret is told here and nowhere else. */
    record RegisteredWebhook(Webhook webhook, String secret) {}

    @Operation(
            summary = "Be rung whenever the feed moves on",
            description =
                    "A CloudEvent with the feed's head, signed as Standard Webhooks say. Poll the feed when it rings.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RegisteredWebhook register(@RequestBody NewWebhook body, Authentication authentication) {
        String url = body.url();
        if (url == null || url.isBlank()) {
            throw new Refusal.Invalid("There is no url.", List.of(new FieldError("/url", "There is no url.")));
        }
        Webhook webhook =
                webhooks.register(client(authentication), client(authentication).name(), url.strip());
        return new RegisteredWebhook(webhook, webhooks.secretOf(webhook));
    }

    @Operation(summary = "Your doorbells, newest first")
    @GetMapping
    List<Webhook> all(Authentication authentication) {
        return webhooks.of(client(authentication).name());
    }

    @Operation(summary = "What came of its rings in the last thirty days, newest first")
    @GetMapping("/{id}/attempts")
    List<WebhookAttempt> attempts(
            @PathVariable("id") UUID id,
            @Parameter(description = "Only those with a smaller number: the last one's of the page before")
                    @RequestParam(name = "before", defaultValue = "9223372036854775807")
                    long before,
            @Parameter(description = "1 to 1000") @RequestParam(name = "limit", defaultValue = "100") int limit,
            Authentication authentication) {
        if (limit < 1 || limit > 1000) {
            throw new Refusal.Invalid(
                    "The attempts cannot be read like this.",
                    List.of(new FieldError("/limit", limit + " is out of range; 1 to 1000 are accepted.")));
        }
        return webhooks.attempts(own(id, authentication), before, limit);
    }

    @Operation(
            summary = "Be rung at once, whether or not there is news",
            description = "For trying it out, and for going on with one that was given up after three days.")
    @PostMapping("/{id}/rings")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void ring(@PathVariable("id") UUID id, Authentication authentication) {
        webhooks.ringNow(client(authentication), own(id, authentication));
    }

    @Operation(summary = "Take a doorbell down")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable("id") UUID id, Authentication authentication) {
        webhooks.remove(client(authentication), own(id, authentication));
    }

    private UUID own(UUID id, Authentication authentication) {
        return webhooks.find(client(authentication).name(), id).id();
    }

    private static Actor client(Authentication authentication) {
        return Caller.of(authentication).actor();
    }
}
