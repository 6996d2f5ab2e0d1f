package org.countersign.pages;

import java.security.Principal;
import java.util.Optional;
import java.util.UUID;
import org.countersign.oversight.LookView;
import org.countersign.oversight.SecondLooks;
import org.countersign.review.Decision;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Second looks: the suggestion alone first, then what the model says of it, and an answer each time. */
@Controller
@RequestMapping("/looks")
@PreAuthorize("hasAnyRole('REVIEWER', 'OFFICER')")
class LookController {

    private final SecondLooks looks;
    private final Suggestions suggestions;
    private final Dossiers dossiers;
    private final Show show;

    LookController(SecondLooks looks, Suggestions suggestions, Dossiers dossiers, Show show) {
        this.looks = looks;
        this.suggestions = suggestions;
        this.dossiers = dossiers;
        this.show = show;
    }

    @GetMapping
    String show(Principal principal, Model page) {
        Optional<LookView> look = looks.next(principal.getName());
        page.addAttribute("look", look.orElse(null));
        page.addAttribute("waiting", looks.waitingFor(principal.getName()));
        Proposal proposal = look.map(LookView::suggestion)
                .map(suggestions::get)
                .map(SuggestionView::proposal)
                .orElse(null);
        page.addAttribute("proposal", proposal);
        page.addAttribute("factors", dossiers.factors(proposal));
        page.addAttribute("answers", Decision.values());
        return "look";
    }

    @PostMapping("/{id}")
    String answer(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Decision answer,
            @RequestParam boolean blind,
            Principal principal,
            RedirectAttributes next) {
        if (answer == null) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(show.message("review.choose")));
            return "redirect:/looks";
        }
        try {
            if (blind) {
                looks.answerBlind(id, principal.getName(), answer);
            } else {
                looks.answer(id, principal.getName(), answer);
                next.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("looks.done")));
            }
        } catch (Refusal.NotFound | Refusal.Conflict stale) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(show.message("looks.stale")));
        }
        return "redirect:/looks";
    }
}
