package org.countersign.pages;

import java.security.Principal;
import java.util.List;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeView;
import org.countersign.governance.Draft;
import org.countersign.governance.DraftRule;
import org.countersign.governance.Edit;
import org.countersign.governance.PolicyChanges;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A reference list of a change, one value a line; and the way from a name to its editor. */
@Controller
@RequestMapping("/policies/changes/{id}")
@PreAuthorize("hasRole('OFFICER')")
class PolicyListController {

    private final PolicyChanges changes;
    private final Show show;

    PolicyListController(PolicyChanges changes, Show show) {
        this.changes = changes;
        this.show = show;
    }

    @GetMapping("/rule")
    String toRule(@PathVariable String id, @RequestParam String rule) {
        return "redirect:/policies/changes/" + id + "/rules/" + rule.strip();
    }

    @GetMapping("/list")
    String toList(@PathVariable String id, @RequestParam String list) {
        return "redirect:/policies/changes/" + id + "/lists/" + list.strip();
    }

    @GetMapping("/lists/{list}")
    String edit(@PathVariable String id, @PathVariable String list, Model model) {
        ChangeView change = changes.get(ChangeId.of(id));
        Draft draft = changes.draft(change.id());
        fill(
                model,
                change,
                draft,
                list,
                saved(change, draft, list),
                draft.listErrors().get(list));
        return "policy-list";
    }

    /** As it was typed, comments and all; where nobody edited it, as it is in force. */
    private String saved(ChangeView change, Draft draft, String list) {
        return changes.edits(change.id()).reversed().stream()
                .map(Edit.Saved::edit)
                .filter(edit -> edit.item() == Edit.Item.LIST && edit.key().equals(list))
                .findFirst()
                .map(Edit::text)
                .orElseGet(() -> lines(draft.lists().byName().get(list)));
    }

    private static void fill(
            Model model, ChangeView change, Draft draft, String list, String text, @Nullable String error) {
        model.addAttribute("change", change);
        model.addAttribute("name", list);
        model.addAttribute("text", text);
        model.addAttribute("error", error);
        model.addAttribute(
                "users",
                draft.rules().stream()
                        .filter(rule ->
                                rule.after() != null && rule.after().lists().contains(list))
                        .map(DraftRule::id)
                        .toList());
        String before = lines(draft.base().lists().byName().get(list));
        model.addAttribute("lines", draft.changedLists().contains(list) ? Diff.lines(before, text) : List.of());
    }

    private static String lines(@Nullable List<String> values) {
        return values == null ? "" : String.join("\n", values);
    }

    @PostMapping("/lists/{list}")
    Object save(
            @PathVariable String id,
            @PathVariable String list,
            @RequestParam int revision,
            @RequestParam String text,
            Principal principal,
            Model model,
            RedirectAttributes redirect) {
        ChangeId change = ChangeId.of(id);
        String typed = text.replace("\r\n", "\n");
        try {
            changes.edit(change, revision, Actor.person(principal.getName()), List.of(Edit.list(list, typed)));
        } catch (Refusal.Conflict | Refusal.Invalid refusal) {
            fill(model, changes.get(change), changes.draft(change), list, typed, null);
            model.addAttribute("refused", refusal.detail());
            return new ModelAndView("policy-list", model.asMap(), HttpStatus.CONFLICT);
        }
        redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("policy.done.saved")));
        return "redirect:/policies/changes/" + id + "/lists/" + list;
    }
}
