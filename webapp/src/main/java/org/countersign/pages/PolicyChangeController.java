package org.countersign.pages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.countersign.governance.BrokenGlass;
import org.countersign.governance.ChangeApprovals;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeView;
import org.countersign.governance.Draft;
import org.countersign.governance.Edit;
import org.countersign.governance.ImpactId;
import org.countersign.governance.ImpactReports;
import org.countersign.governance.PolicyChanges;
import org.countersign.governance.Shadows;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One change from its first edit into force. */
@Controller
@RequestMapping("/policies/changes/{id}")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR')")
class PolicyChangeController {

    private final PolicyChanges changes;
    private final ChangeApprovals approvals;
    private final BrokenGlass glass;
    private final ImpactReports impacts;
    private final Shadows shadows;
    private final PagesSettings settings;
    private final Show show;

    PolicyChangeController(
            PolicyChanges changes,
            ChangeApprovals approvals,
            BrokenGlass glass,
            ImpactReports impacts,
            Shadows shadows,
            PagesSettings settings,
            Show show) {
        this.changes = changes;
        this.approvals = approvals;
        this.glass = glass;
        this.impacts = impacts;
        this.shadows = shadows;
        this.settings = settings;
        this.show = show;
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
        model.addAttribute("overlaps", change.state().isOpen() ? changes.overlaps(change.id()) : List.of());
        model.addAttribute("overtaken", change.state().isOpen() && changes.isOvertaken(change.id()));
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

    private static @Nullable String version(Draft draft) {
        PolicyVersion candidate = draft.candidate();
        return candidate == null ? null : candidate.version();
    }

    /** Looks back on past decisions, beside; its page shows how far it is. */
    @PostMapping("/impact")
    @PreAuthorize("hasRole('OFFICER')")
    String impact(@PathVariable String id, @RequestParam(defaultValue = "30") int days, Principal principal) {
        ChangeView change = changes.get(ChangeId.of(id));
        PolicyVersion candidate = changes.draft(change.id()).candidate();
        if (candidate == null) {
            throw new Refusal.Conflict("not-ready", show.message("policy.change.unreadable"));
        }
        ImpactId report = impacts.start(change.base(), candidate, days, person(principal));
        return "redirect:/policies/impact/" + report + "?change=" + id;
    }

    /** The same for decisions of a file. */
    @PostMapping("/impact/file")
    @PreAuthorize("hasRole('OFFICER')")
    String impactOfFile(
            @PathVariable String id, @RequestParam MultipartFile file, Principal principal, RedirectAttributes redirect)
            throws IOException {
        ChangeView change = changes.get(ChangeId.of(id));
        PolicyVersion candidate = changes.draft(change.id()).candidate();
        if (candidate == null) {
            throw new Refusal.Conflict("not-ready", show.message("policy.change.unreadable"));
        }
        List<String> lines =
                new String(file.getBytes(), StandardCharsets.UTF_8).lines().toList();
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "file");
        try {
            ImpactId report = impacts.start(change.base(), candidate, name, lines, person(principal));
            return "redirect:/policies/impact/" + report + "?change=" + id;
        } catch (Refusal.Invalid refusal) {
            redirect.addFlashAttribute("refused", refusal.detail());
            return "redirect:/policies/changes/" + id;
        }
    }

    @PostMapping("/submission")
    @PreAuthorize("hasRole('OFFICER')")
    String submit(
            @PathVariable String id,
            @RequestParam int revision,
            @RequestParam(defaultValue = "") String effectiveAt,
            Principal principal,
            RedirectAttributes redirect) {
        return act(
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
        return act(
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
        return act(
                id,
                redirect,
                "policy.done.returned",
                change -> approvals.sendBack(change, revision, person(principal), comment));
    }

    @PostMapping("/discard")
    @PreAuthorize("hasRole('OFFICER')")
    String discard(@PathVariable String id, Principal principal, RedirectAttributes redirect) {
        return act(id, redirect, "policy.done.discarded", change -> changes.discard(change, person(principal)));
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
        return act(
                id,
                redirect,
                "policy.done.saved",
                change ->
                        changes.edit(change, revision, person(principal), List.of(new Edit(item, key, action, null))));
    }

    @GetMapping("/merge")
    String merging(@PathVariable String id, Model model) {
        ChangeView change = changes.get(ChangeId.of(id));
        model.addAttribute("change", change);
        model.addAttribute(
                "conflicts",
                changes.conflicts(change.id()).stream()
                        .map(conflict -> new Merging(
                                conflict.item(),
                                conflict.key(),
                                Diff.lines(text(conflict.before()), text(conflict.theirs())),
                                Diff.lines(text(conflict.before()), text(conflict.mine()))))
                        .toList());
        return "policy-merge";
    }

    /** An item to decide on, with what each side made of it. */
    record Merging(Edit.Item item, String key, List<Diff.Line> theirs, List<Diff.Line> mine) {}

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    @PostMapping("/merge")
    @PreAuthorize("hasRole('OFFICER')")
    String merge(
            @PathVariable String id,
            @RequestParam int revision,
            @RequestParam(required = false) @Nullable Set<String> theirs,
            Principal principal,
            RedirectAttributes redirect) {
        return act(
                id,
                redirect,
                "policy.done.merged",
                change -> changes.merge(change, revision, person(principal), theirs == null ? Set.of() : theirs));
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
        return act(
                id,
                redirect,
                "policy.done.glass",
                change -> glass.breakFor(change, revision, person(principal), reason, Duration.ofHours(hours)));
    }

    @PostMapping("/glass/review")
    @PreAuthorize("hasRole('OFFICER')")
    String reviewGlass(
            @PathVariable String id,
            @RequestParam boolean keep,
            @RequestParam(defaultValue = "") String comment,
            Principal principal,
            RedirectAttributes redirect) {
        return act(id, redirect, keep ? "policy.done.kept" : "policy.done.takenBack", change -> {
            if (keep) {
                glass.keep(change, person(principal), comment);
            } else {
                glass.takeBack(change, person(principal), comment);
            }
        });
    }

    @PostMapping("/shadow")
    @PreAuthorize("hasRole('OFFICER')")
    String shadow(@PathVariable String id, @RequestParam boolean on, Principal principal, RedirectAttributes redirect) {
        return act(id, redirect, on ? "policy.done.shadow" : "policy.done.noShadow", change -> {
            if (on) {
                shadows.start(change, person(principal));
            } else {
                shadows.stop(change);
            }
        });
    }

    private String act(
            String id, RedirectAttributes redirect, String done, java.util.function.Consumer<ChangeId> step) {
        try {
            step.accept(ChangeId.of(id));
            redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message(done)));
        } catch (Refusal.Conflict | Refusal.NotAllowed | Refusal.Invalid refusal) {
            redirect.addFlashAttribute("refused", refusal.detail());
        }
        return "redirect:/policies/changes/" + id;
    }

    private static Actor person(Principal principal) {
        return Actor.person(principal.getName());
    }
}
