package org.countersign.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.webhook.Webhook;
import org.countersign.webhook.WebhookAttempt;
import org.countersign.webhook.Webhooks;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everybody's doorbells: who is rung when the feed moves on, what came of every ring, and what to do where none was heard. */
@Controller("webhookPages")
@RequestMapping("/webhooks")
@PreAuthorize("hasAnyRole('ADMIN', 'AUDITOR')")
class WebhookController {

    private static final int PAGE = 50;

    private final Webhooks webhooks;
    private final Show show;

    WebhookController(Webhooks webhooks, Show show) {
        this.webhooks = webhooks;
        this.show = show;
    }

    @GetMapping
    String list(Model model) {
        return listed(model, "", "", null);
    }

    private String listed(Model model, String client, String url, @Nullable String error) {
        model.addAttribute("rows", webhooks.all());
        model.addAttribute("client", client);
        model.addAttribute("url", url);
        model.addAttribute("error", error);
        model.addAttribute("operates", operates());
        return "webhooks";
    }

    /** @param before only attempts with a smaller number */
    @GetMapping("/{id}")
    String show(@PathVariable UUID id, @RequestParam(required = false) @Nullable Long before, Model model) {
        List<WebhookAttempt> attempts =
                new ArrayList<>(webhooks.attempts(id, before == null ? Long.MAX_VALUE : before, PAGE + 1));
        boolean more = attempts.size() > PAGE;
        if (more) {
            attempts.removeLast();
        }
        model.addAttribute("webhook", webhooks.get(id));
        model.addAttribute("rows", attempts);
        model.addAttribute("before", before);
        model.addAttribute("last", more ? attempts.getLast().number() : null);
        model.addAttribute("operates", operates());
        return "webhook";
    }

    /** The secret is shown on the page that follows and nowhere else. */
    @PostMapping
    @PreAuthorize("hasRole('ADMIN')")
    String register(
            @RequestParam String client,
            @RequestParam String url,
            Authentication person,
            Model model,
            RedirectAttributes next) {
        try {
            Webhook webhook = webhooks.register(Actor.person(person.getName()), client.strip(), url.strip());
            next.addFlashAttribute("secret", webhooks.secretOf(webhook));
            return "redirect:/webhooks/" + webhook.id();
        } catch (Refusal.Invalid refused) {
            return listed(model, client, url, refused.getMessage());
        }
    }

    @PostMapping("/{id}/ring")
    @PreAuthorize("hasRole('ADMIN')")
    String ring(@PathVariable UUID id, Authentication person, RedirectAttributes next) {
        webhooks.ringNow(Actor.person(person.getName()), id);
        next.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("webhooks.rung")));
        return "redirect:/webhooks/" + id;
    }

    @PostMapping("/{id}/removal")
    @PreAuthorize("hasRole('ADMIN')")
    String remove(@PathVariable UUID id, Authentication person, RedirectAttributes next) {
        webhooks.remove(Actor.person(person.getName()), id);
        next.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("webhooks.removed")));
        return "redirect:/webhooks/" + id;
    }

    private static boolean operates() {
        return PageModel.roles().contains("ADMIN");
    }
}
