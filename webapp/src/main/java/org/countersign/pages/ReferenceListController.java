package org.countersign.pages;

import java.io.IOException;
import java.security.Principal;
import java.util.List;
import org.countersign.governance.ListChanges;
import org.countersign.governance.ListText;
import org.countersign.governance.ListView;
import org.countersign.policy.ListSheet;
import org.countersign.policy.ReferenceListVersion;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The reference lists with their versions: proposed by one officer, by hand or from a spreadsheet, approved by another. */
@Controller
@RequestMapping("/policies/lists")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR')")
class ReferenceListController {

    private static final int DAYS = 30;

    private final ListChanges lists;
    private final Show show;

    ReferenceListController(ListChanges lists, Show show) {
        this.lists = lists;
        this.show = show;
    }

    @GetMapping
    String all(Model model) {
        model.addAttribute("lists", lists.all());
        return "lists";
    }

    /** From the name of a list, old or new, to its page. */
    @GetMapping("/named")
    String named(@RequestParam String list) {
        return "redirect:/policies/lists/" + list.strip();
    }

    @GetMapping("/{list}")
    String one(@PathVariable String list, Principal principal, Model model) {
        ListView view = lists.get(list);
        fill(model, view, principal, lines(view.lines()), "");
        return "list";
    }

    private static void fill(Model model, ListView view, Principal principal, String text, String reason) {
        model.addAttribute("list", view);
        model.addAttribute("text", text);
        model.addAttribute("reason", reason);
        ReferenceListVersion open = view.open();
        model.addAttribute("open", open);
        String me = Actor.person(principal.getName()).toString();
        model.addAttribute("mine", open != null && open.proposedBy().equals(me));
        List<Diff.Line> changes = open == null ? List.of() : Diff.lines(lines(view.lines()), lines(open.lines()));
        model.addAttribute("openDiff", changes);
    }

    private static String lines(List<String> values) {
        return String.join("\n", values);
    }

    /** What would change, before anything is proposed: from the text, or from a spreadsheet where one was chosen. */
    @PostMapping("/{list}/preview")
    @PreAuthorize("hasRole('OFFICER')")
    ModelAndView preview(
            @PathVariable String list,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Principal principal,
            Model model)
            throws IOException {
        ListView view = lists.get(list);
        String typed = text.replace("\r\n", "\n");
        try {
            List<String> values =
                    file == null || file.isEmpty() ? ListText.values(typed) : ListSheet.read(file.getBytes());
            fill(model, view, principal, lines(values), reason);
            model.addAttribute("red", lists.red(list, values));
            model.addAttribute("preview", Diff.lines(lines(view.lines()), lines(values)));
            return new ModelAndView("list", model.asMap());
        } catch (Refusal.Invalid refusal) {
            fill(model, view, principal, typed, reason);
            model.addAttribute("refused", refusal.detail());
            model.addAttribute(
                    "cells", refusal.errors().stream().map(FieldError::message).toList());
            return new ModelAndView("list", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    @PostMapping("/{list}/proposals")
    @PreAuthorize("hasRole('OFFICER')")
    Object propose(
            @PathVariable String list,
            @RequestParam String text,
            @RequestParam(defaultValue = "") String reason,
            Principal principal,
            Model model,
            RedirectAttributes redirect) {
        try {
            lists.propose(list, ListText.values(text), reason.strip(), Actor.person(principal.getName()));
        } catch (Refusal.Conflict | Refusal.Invalid refusal) {
            fill(model, lists.get(list), principal, text, reason);
            model.addAttribute("refused", refusal.detail());
            return new ModelAndView("list", model.asMap(), HttpStatus.CONFLICT);
        }
        redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("lists.done.proposed")));
        return "redirect:/policies/lists/" + list;
    }

    /** Yes or no to a proposal, by somebody else than who made it. */
    @PostMapping("/{list}/versions/{number}")
    @PreAuthorize("hasRole('OFFICER')")
    String decide(
            @PathVariable String list,
            @PathVariable int number,
            @RequestParam boolean approved,
            Principal principal,
            RedirectAttributes redirect) {
        Actor officer = Actor.person(principal.getName());
        try {
            if (approved) {
                lists.approve(list, number, officer);
            } else {
                lists.reject(list, number, officer);
            }
            redirect.addFlashAttribute(
                    Toast.ATTRIBUTE, Toast.ok(show.message(approved ? "lists.done.approved" : "lists.done.rejected")));
        } catch (Refusal.Conflict | Refusal.NotAllowed | Refusal.Invalid refusal) {
            redirect.addFlashAttribute("refused", refusal.detail());
        }
        return "redirect:/policies/lists/" + list;
    }

    @PostMapping("/{list}/versions/{number}/impact")
    @PreAuthorize("hasRole('OFFICER')")
    String impact(
            @PathVariable String list, @PathVariable int number, Principal principal, RedirectAttributes redirect) {
        try {
            return "redirect:/policies/impact/" + lists.impact(list, number, DAYS, Actor.person(principal.getName()));
        } catch (Refusal.Conflict | Refusal.Invalid refusal) {
            redirect.addFlashAttribute("refused", refusal.detail());
            return "redirect:/policies/lists/" + list;
        }
    }
}
