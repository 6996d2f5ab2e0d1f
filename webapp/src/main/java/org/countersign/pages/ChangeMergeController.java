package org.countersign.pages;

import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeMerges;
import org.countersign.governance.ChangeView;
import org.countersign.governance.Edit;
import org.countersign.governance.PolicyChanges;
import org.countersign.shared.Actor;
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

/** A change and the version in force, item by item, and the merge of the two. */
@Controller
@RequestMapping("/policies/changes/{id}")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR')")
class ChangeMergeController {

    private final PolicyChanges changes;
    private final ChangeMerges merges;
    private final ChangeActions steps;

    ChangeMergeController(PolicyChanges changes, ChangeMerges merges, ChangeActions steps) {
        this.changes = changes;
        this.merges = merges;
        this.steps = steps;
    }

    @GetMapping("/merge")
    String merging(@PathVariable String id, Model model) {
        ChangeView change = changes.get(ChangeId.of(id));
        model.addAttribute("change", change);
        model.addAttribute(
                "conflicts",
                merges.conflicts(change.id()).stream()
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
        return steps.act(
                id,
                redirect,
                "policy.done.merged",
                change -> merges.merge(
                        change, revision, Actor.person(principal.getName()), theirs == null ? Set.of() : theirs));
    }
}
