package org.countersign.pages;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeKind;
import org.countersign.governance.ChangeView;
import org.countersign.governance.Draft;
import org.countersign.governance.Edit;
import org.countersign.governance.ImpactId;
import org.countersign.governance.ImpactReports;
import org.countersign.governance.NewChange;
import org.countersign.governance.PolicyChanges;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyActivation;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.Sentences;
import org.countersign.shared.Actor;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is in force, what was, and what is about to change. */
@Controller
@RequestMapping("/policies")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR')")
class PolicyController {

    private static final int VERSIONS = 50;
    private static final int CLOSED = 20;

    private final Policies policies;
    private final PolicyChanges changes;
    private final ImpactReports impacts;
    private final Show show;

    PolicyController(Policies policies, PolicyChanges changes, ImpactReports impacts, Show show) {
        this.policies = policies;
        this.changes = changes;
        this.impacts = impacts;
        this.show = show;
    }

    /** A rule on the list; {@code touched} are the open changes that touch it. */
    record Row(PolicyRule rule, String sentence, int cases, List<ChangeView> touched) {}

    /** A version on the list; {@code change} is null where it came with the product. */
    record VersionRow(PolicyActivation activation, @Nullable ChangeView change) {}

    @GetMapping
    String overview(Model model) {
        PolicyVersion active = policies.active();
        List<ChangeView> open = changes.open();
        Map<ChangeId, Draft> drafts =
                open.stream().collect(Collectors.toMap(ChangeView::id, c -> changes.draft(c.id())));
        Map<String, Long> cases = changes.casesOf(active).stream()
                .collect(Collectors.groupingBy(PolicyCase::rule, Collectors.counting()));
        model.addAttribute("number", policies.activeNumber());
        model.addAttribute("version", active.version());
        model.addAttribute("since", policies.activation(policies.activeNumber()).at());
        model.addAttribute("open", open);
        model.addAttribute("due", changes.withReviewDue());
        model.addAttribute("closed", changes.closed(CLOSED));
        model.addAttribute(
                "rows",
                active.rules().stream()
                        .map(rule -> new Row(
                                rule,
                                Sentences.of(rule),
                                cases.getOrDefault(rule.id(), 0L).intValue(),
                                open.stream()
                                        .filter(change -> touches(drafts.get(change.id()), rule.id()))
                                        .toList()))
                        .toList());
        return "policies";
    }

    private static boolean touches(@Nullable Draft draft, String rule) {
        return draft != null
                && draft.rule(rule).filter(other -> !other.isUntouched()).isPresent();
    }

    /** A rule in force, in all three views. */
    @GetMapping("/rules/{id}")
    String rule(@PathVariable String id, Model model) {
        PolicyVersion active = policies.active();
        PolicyRule rule = active.rules().stream()
                .filter(other -> other.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal.NotFound("rule in force", id));
        model.addAttribute("rule", rule);
        model.addAttribute("sentence", Sentences.of(rule));
        model.addAttribute("text", DrlWriter.write(rule));
        model.addAttribute("facts", FactMeaning.of(rule));
        model.addAttribute("number", policies.activeNumber());
        model.addAttribute(
                "cases",
                changes.casesOf(active).stream()
                        .filter(one -> one.rule().equals(id))
                        .toList());
        model.addAttribute(
                "open",
                changes.open().stream()
                        .filter(change -> touches(changes.draft(change.id()), id))
                        .toList());
        return "policy-rule";
    }

    /** Where somebody ends who shortens the address of a change. */
    @GetMapping("/changes")
    String changes() {
        return "redirect:/policies";
    }

    /** Opens a change; with a rule, straight to its editor. */
    @PostMapping("/changes")
    @PreAuthorize("hasRole('OFFICER')")
    String open(
            @RequestParam String title,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String rule,
            Principal principal) {
        ChangeId id = changes.open(new NewChange(ChangeKind.CHANGE, title, reason, Actor.person(principal.getName())));
        return "redirect:/policies/changes/" + id + (rule.isBlank() ? "" : "/rules/" + rule.strip());
    }

    @GetMapping("/versions")
    String versions(Model model) {
        model.addAttribute("number", policies.activeNumber());
        model.addAttribute(
                "rows",
                policies.history(VERSIONS).stream()
                        .map(activation -> new VersionRow(
                                activation, changes.behind(activation.number()).orElse(null)))
                        .toList());
        return "policy-versions";
    }

    /** Takes an earlier version back: opens the change that does, ready to be submitted. */
    @PostMapping("/versions/{number}/rollback")
    @PreAuthorize("hasRole('OFFICER')")
    String rollBack(@PathVariable long number, @RequestParam(defaultValue = "") String reason, Principal principal) {
        ChangeId id = changes.rollBack(
                number, show.message("policy.rollback.title", number), reason, Actor.person(principal.getName()));
        return "redirect:/policies/changes/" + id;
    }

    /** What differs between two versions: text, sentence and, by replay, behaviour. */
    @GetMapping("/compare")
    String compare(@RequestParam long from, @RequestParam long to, Model model) {
        PolicyActivation before = policies.activation(from);
        PolicyActivation after = policies.activation(to);
        model.addAttribute("from", before);
        model.addAttribute("to", after);
        model.addAttribute("rows", RuleDifference.between(version(before), version(after)));
        model.addAttribute("reports", impacts.between(before.version(), after.version()));
        return "policy-compare";
    }

    @PostMapping("/compare")
    @PreAuthorize("hasRole('OFFICER')")
    String replay(
            @RequestParam long from,
            @RequestParam long to,
            @RequestParam(defaultValue = "30") int days,
            Principal principal) {
        PolicyActivation before = policies.activation(from);
        ImpactId id = impacts.start(
                before.version(), version(policies.activation(to)), days, Actor.person(principal.getName()));
        return "redirect:/policies/impact/" + id;
    }

    private PolicyVersion version(PolicyActivation activation) {
        return policies.find(activation.version())
                .orElseThrow(() -> new Refusal.NotFound("policy version", activation.version()));
    }

    /** Opens a change that only takes a rule out. */
    @PostMapping("/rules/{id}/removal")
    @PreAuthorize("hasRole('OFFICER')")
    String remove(@PathVariable String id, RedirectAttributes redirect, Principal principal) {
        Actor person = Actor.person(principal.getName());
        ChangeId change = changes.open(
                new NewChange(ChangeKind.CHANGE, show.message("policy.rule.removal.title", id), "", person));
        changes.edit(change, 0, person, List.of(Edit.withoutRule(id)));
        redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("policy.rule.removal.done", id)));
        return "redirect:/policies/changes/" + change;
    }
}
