package org.countersign.pages;

import java.security.Principal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.countersign.governance.ChangeApprovals;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeMerges;
import org.countersign.governance.ChangeState;
import org.countersign.governance.ChangeView;
import org.countersign.governance.Draft;
import org.countersign.governance.Edit;
import org.countersign.governance.ImpactReports;
import org.countersign.governance.PolicyChanges;
import org.countersign.governance.Shadows;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One change from its first edit into force. */
@Controller
@RequestMapping("/policies/changes/{id}")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR')")
class PolicyChangeController {

    private final PolicyChanges changes;
    private final ChangeApprovals approvals;
    private final ChangeMerges merges;
    private final ImpactReports impacts;
    private final Shadows shadows;
    private final PagesSettings settings;
    private final Show show;
    private final ChangeActions steps;

    PolicyChangeController(
            PolicyChanges changes,
            ChangeApprovals approvals,
            ChangeMerges merges,
            ImpactReports impacts,
            Shadows shadows,
            PagesSettings settings,
            Show show,
            ChangeActions steps) {
        this.changes = changes;
        this.approvals = approvals;
        this.merges = merges;
        this.impacts = impacts;
        this.shadows = shadows;
        this.settings = settings;
        this.show = show;
        this.steps = steps;
    }

    @GetMapping
    String show(@PathVariable String id, Principal principal, Model model) {
        ChangeView change = changes.get(ChangeId.of(id));
        Draft draft = changes.draft(change.id());
        model.addAttribute("change", change);
        model.addAttribute("draft", draft);
        model.addAttribute("trial", changes.trial(draft));
        model.addAttribute(
                "differences",
                draft.touched().stream()
                        .filter(rule -> rule.before() != null || rule.after() != null)
                        .map(rule -> RuleDifference.of(rule.id(), rule.before(), rule.after()))
                        .toList());
        model.addAttribute("overlaps", change.state().isOpen() ? merges.overlaps(change.id()) : List.of());
        model.addAttribute("overtaken", change.state().isOpen() && merges.isOvertaken(change.id()));
        model.addAttribute("decisions", changes.decisions(change.id()));
        model.addAttribute("edits", changes.edits(change.id()));
        String candidate = change.candidate() != null ? change.candidate() : version(draft);
        model.addAttribute("reports", candidate == null ? List.of() : impacts.between(change.base(), candidate));
        model.addAttribute("report", approvals.reportFor(change).orElse(null));
        model.addAttribute(
                "shadow",
                change.shadowSince() == null ? null : shadows.of(change.id()).orElse(null));
        model.addAttribute("mine", change.isBy(principal.getName()));
        model.addAttribute("steps", ChangeStep.of(change));
        return "policy-change";
    }

    /** Has the page loaded once more as soon as the process has taken the change on; asked every other second. */
    @GetMapping("/news")
    ResponseEntity<Void> news(@PathVariable String id, @RequestParam ChangeState seen) {
        boolean isNew = changes.get(ChangeId.of(id)).state() != seen;
        return isNew
                ? ResponseEntity.noContent().header("HX-Refresh", "true").build()
                : ResponseEntity.noContent().build();
    }

    private static @Nullable String version(Draft draft) {
        PolicyVersion candidate = draft.candidate();
        return candidate == null ? null : candidate.version();
    }

    @PostMapping("/submission")
    @PreAuthorize("hasRole('OFFICER')")
    String submit(
            @PathVariable String id,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String effectiveAt,
            Principal principal,
            RedirectAttributes redirect) {
        return steps.act(
                id,
                redirect,
                "policy.done.submitted",
                change -> approvals.submit(change, revision, person(principal), instant(effectiveAt)));
    }

    private @Nullable Instant instant(String local) {
        try {
            return local.isBlank()
                    ? null
                    : LocalDateTime.parse(local.strip())
                            .atZone(settings.timeZone())
                            .toInstant();
        } catch (DateTimeParseException e) {
            String advice = show.message("policy.effective.invalid");
            throw new Refusal.Invalid(advice, List.of(new FieldError("/effectiveAt", advice)));
        }
    }

    @PostMapping("/approval")
    @PreAuthorize("hasRole('OFFICER')")
    String approve(
            @PathVariable String id,
            @RequestParam int revision,
            @RequestParam String report,
            @RequestParam(defaultValue = "") String comment,
            Principal principal,
            RedirectAttributes redirect) {
        return steps.act(
                id,
                redirect,
                "policy.done.approved",
                change -> approvals.approve(change, revision, person(principal), report, comment));
    }

    @PostMapping("/return")
    @PreAuthorize("hasRole('OFFICER')")
    String sendBack(
            @PathVariable String id,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String comment,
            Principal principal,
            RedirectAttributes redirect) {
        return steps.act(
                id,
                redirect,
                "policy.done.returned",
                change -> approvals.sendBack(change, revision, person(principal), comment));
    }

    @PostMapping("/discard")
    @PreAuthorize("hasRole('OFFICER')")
    String discard(@PathVariable String id, Principal principal, RedirectAttributes redirect) {
        return steps.act(id, redirect, "policy.done.discarded", change -> changes.discard(change, person(principal)));
    }

    /** Takes an edit back, or takes a rule out of the next version. */
    @PostMapping("/items")
    @PreAuthorize("hasRole('OFFICER')")
    String item(
            @PathVariable String id,
            @RequestParam int revision,
            @RequestParam Edit.Item item,
            @RequestParam String key,
            @RequestParam Edit.Action action,
            Principal principal,
            RedirectAttributes redirect) {
        return steps.act(
                id,
                redirect,
                "policy.done.saved",
                change ->
                        changes.edit(change, revision, person(principal), List.of(new Edit(item, key, action, null))));
    }

    @PostMapping("/shadow")
    @PreAuthorize("hasRole('OFFICER')")
    String shadow(@PathVariable String id, @RequestParam boolean on, Principal principal, RedirectAttributes redirect) {
        return steps.act(id, redirect, on ? "policy.done.shadow" : "policy.done.noShadow", change -> {
            if (on) {
                shadows.start(change, person(principal));
            } else {
                shadows.stop(change);
            }
        });
    }

    private static Actor person(Principal principal) {
        return Actor.person(principal.getName());
    }
}
