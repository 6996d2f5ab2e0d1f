package org.countersign.pages;

import java.security.Principal;
import java.time.Duration;
import org.countersign.governance.BrokenGlass;
import org.countersign.shared.Actor;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Breaking the glass, and the second officer's word afterwards. */
@Controller
@RequestMapping("/policies/changes/{id}")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR')")
class BrokenGlassController {

    private final BrokenGlass glass;
    private final ChangeActions steps;

    BrokenGlassController(BrokenGlass glass, ChangeActions steps) {
        this.glass = glass;
        this.steps = steps;
    }

    @PostMapping("/glass")
    @PreAuthorize("hasRole('OFFICER')")
    String breakGlass(
            @PathVariable String id,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "24") int hours,
            Principal principal,
            RedirectAttributes redirect) {
        return steps.act(
                id,
                redirect,
                "policy.done.glass",
                change -> glass.breakFor(
                        change, revision, Actor.person(principal.getName()), reason, Duration.ofHours(hours)));
    }

    @PostMapping("/glass/review")
    @PreAuthorize("hasRole('OFFICER')")
    String reviewGlass(
            @PathVariable String id,
            @RequestParam boolean keep,
            @RequestParam(defaultValue = "") String comment,
            Principal principal,
            RedirectAttributes redirect) {
        return steps.act(id, redirect, keep ? "policy.done.kept" : "policy.done.takenBack", change -> {
            if (keep) {
                glass.keep(change, Actor.person(principal.getName()), comment);
            } else {
                glass.takeBack(change, Actor.person(principal.getName()), comment);
            }
        });
    }
}
