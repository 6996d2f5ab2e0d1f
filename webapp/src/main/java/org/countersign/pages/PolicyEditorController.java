package org.countersign.pages;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeView;
import org.countersign.governance.Draft;
import org.countersign.governance.DraftRule;
import org.countersign.governance.Edit;
import org.countersign.governance.PolicyChanges;
import org.countersign.governance.RealCases;
import org.countersign.governance.RuleText;
import org.countersign.policy.DrlError;
import org.countersign.policy.FactSet;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.SentenceReader;
import org.countersign.policy.UnreadablePolicy;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One rule of a change, as a form, a sentence or text, and its cases. All three are views of the same rule. */
@Controller
@RequestMapping("/policies/changes/{id}/rules/{rule}")
@PreAuthorize("hasRole('OFFICER')")
class PolicyEditorController {

    private static final String SENTENCES = "sentences";
    private static final Set<String> VIEWS = Set.of("form", "sentence", "text");

    private final PolicyChanges changes;
    private final RealCases realCases;
    private final PolicyEditors editors;
    private final Show show;

    PolicyEditorController(PolicyChanges changes, RealCases realCases, PolicyEditors editors, Show show) {
        this.changes = changes;
        this.realCases = realCases;
        this.editors = editors;
        this.show = show;
    }

    @GetMapping
    String edit(
            @PathVariable String id,
            @PathVariable String rule,
            @RequestParam(defaultValue = "form") String view,
            Model model) {
        ChangeView change = changes.get(ChangeId.of(id));
        Draft draft = changes.draft(change.id());
        DraftRule own = draft.rule(rule).orElse(null);
        String shown = VIEWS.contains(view) ? view : "form";
        RuleForm form = null;
        if (own == null || own.text() == null) {
            form = RuleForm.empty(rule);
        } else if (own.after() != null) {
            form = RuleForm.of(own.after());
        }
        editors.fill(model, change, draft, rule, form == null ? "text" : shown);
        model.addAttribute("form", form);
        model.addAttribute("text", own == null || own.text() == null ? "" : own.text());
        model.addAttribute("errors", Map.of());
        return "policy-editor";
    }

    /**
     * What is typed, in another view; nothing is saved. What makes no rule yet stays in the view it was typed in, which
     * says why.
     */
    @PostMapping("/view")
    Object look(
            @PathVariable String id,
            @PathVariable String rule,
            @RequestParam String to,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        ChangeView change = changes.get(ChangeId.of(id));
        Draft draft = changes.draft(change.id());
        Typed typed = typed(draft, rule, sent);
        boolean blank =
                !sent.containsKey(SENTENCES) && RuleForm.posted(rule, sent).isBlank();
        String text = typed.text() == null && blank ? "" : typed.text();
        if (text == null) {
            return again(model, change, draft, rule, sent, typed.errors(), null);
        }
        if (text.isBlank()) {
            return edit(id, rule, to, model);
        }
        Draft tried = changes.tried(change.id(), Edit.rule(rule, text));
        PolicyRule made = tried.rule(rule).map(DraftRule::after).orElse(null);
        editors.fill(model, change, tried, rule, made == null || !VIEWS.contains(to) ? "text" : to);
        model.addAttribute("form", made == null ? null : RuleForm.of(made));
        model.addAttribute("text", text);
        model.addAttribute("errors", Map.of());
        model.addAttribute(
                "unsaved",
                draft.rule(rule).map(DraftRule::text).filter(text::equals).isEmpty());
        return "policy-editor";
    }

    /** Another shape of the form: a line more or less, or the comparisons of another fact. Nothing is saved. */
    @PostMapping("/form")
    String reshape(
            @PathVariable String id,
            @PathVariable String rule,
            @RequestParam(defaultValue = "") String act,
            @RequestParam MultiValueMap<String, String> sent,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            Model model) {
        ChangeView change = changes.get(ChangeId.of(id));
        Draft draft = changes.draft(change.id());
        editors.fill(model, change, draft, rule, "form");
        model.addAttribute("form", RuleForm.posted(rule, sent).after(act));
        model.addAttribute("text", "");
        model.addAttribute("errors", Map.of());
        return htmx == null ? "policy-editor" : "policy-editor :: conditions";
    }

    /** What would be said of what is typed, while it is typed. Nothing is saved. */
    @PostMapping("/check")
    String check(
            @PathVariable String id,
            @PathVariable String rule,
            @RequestParam MultiValueMap<String, String> sent,
            Model model) {
        ChangeView change = changes.get(ChangeId.of(id));
        Draft draft = changes.draft(change.id());
        Typed typed = typed(draft, rule, sent);
        model.addAttribute("errors", typed.errors());
        model.addAttribute("unsaved", true);
        model.addAttribute("view", sent.containsKey("text") ? "text" : "form");
        if (typed.text() != null) {
            editors.check(model, changes.tried(change.id(), Edit.rule(rule, typed.text())), rule, draft.base());
        }
        return "policy-editor :: check";
    }

    /**
     * What a form or text field says.
     *
     * @param text as DRL; null where a form does not make a rule yet
     */
    private record Typed(@Nullable String text, Map<String, String> errors) {}

    private static Typed typed(Draft draft, String rule, MultiValueMap<String, String> sent) {
        String text = sent.getFirst("text");
        if (text != null) {
            return new Typed(text.replace("\r\n", "\n"), Map.of());
        }
        RuleForm.Read read = read(draft, rule, sent);
        String old = draft.rule(rule).map(DraftRule::text).orElse(null);
        PolicyRule made = read.rule();
        return new Typed(made == null ? null : RuleText.rewrite(old, made, draft.lists()), read.errors());
    }

    private static RuleForm.Read read(Draft draft, String rule, MultiValueMap<String, String> sent) {
        String sentences = sent.getFirst(SENTENCES);
        if (sentences == null) {
            return RuleForm.posted(rule, sent).read(draft.lists());
        }
        try {
            PolicyRule made = SentenceReader.read(sentences.replace("\r\n", "\n"), draft.lists());
            return made.id().equals(rule)
                    ? new RuleForm.Read(made, Map.of())
                    : new RuleForm.Read(
                            null,
                            Map.of(SENTENCES, "The rule's id is " + rule + " and cannot become " + made.id() + "."));
        } catch (UnreadablePolicy e) {
            DrlError first = e.errors().getFirst();
            return new RuleForm.Read(
                    null,
                    Map.of(SENTENCES, "Line " + first.line() + ", column " + first.column() + ": " + first.message()));
        }
    }

    @PostMapping
    Object save(
            @PathVariable String id,
            @PathVariable String rule,
            @RequestParam int revision,
            @RequestParam(defaultValue = "form") String view,
            @RequestParam MultiValueMap<String, String> sent,
            Principal principal,
            Model model,
            RedirectAttributes redirect) {
        ChangeView change = changes.get(ChangeId.of(id));
        Draft draft = changes.draft(change.id());
        Typed typed = typed(draft, rule, sent);
        String text = typed.text();
        if (text == null) {
            return again(model, change, draft, rule, sent, typed.errors(), null);
        }
        try {
            changes.edit(change.id(), revision, Actor.person(principal.getName()), List.of(Edit.rule(rule, text)));
        } catch (Refusal.Conflict | Refusal.Invalid refusal) {
            return again(
                    model,
                    changes.get(change.id()),
                    changes.draft(change.id()),
                    rule,
                    sent,
                    Map.of(),
                    refusal.detail());
        }
        redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("policy.done.saved")));
        return redirect(id, rule, view);
    }

    /** The page once more, with everything as it was typed. */
    private ModelAndView again(
            Model model,
            ChangeView change,
            Draft draft,
            String rule,
            MultiValueMap<String, String> sent,
            Map<String, String> errors,
            @Nullable String refused) {
        String text = sent.getFirst("text");
        String sentences = sent.getFirst(SENTENCES);
        String view = text != null ? "text" : sentences != null ? "sentence" : "form";
        editors.fill(model, change, draft, rule, view);
        model.addAttribute("form", view.equals("form") ? RuleForm.posted(rule, sent) : null);
        model.addAttribute("text", Objects.requireNonNullElse(text, ""));
        if (sentences != null) {
            model.addAttribute(SENTENCES, sentences);
        }
        model.addAttribute("errors", errors);
        model.addAttribute("refused", refused);
        return new ModelAndView(
                "policy-editor",
                model.asMap(),
                refused == null ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT);
    }

    /** Saves, adds or removes one case. */
    @PostMapping("/cases")
    String saveCase(
            @PathVariable String id,
            @PathVariable String rule,
            @RequestParam int revision,
            @RequestParam int index,
            @RequestParam(defaultValue = "") String given,
            @RequestParam(defaultValue = "save") String act,
            @RequestParam(defaultValue = "form") String view,
            @RequestParam MultiValueMap<String, String> sent,
            Principal principal,
            RedirectAttributes redirect) {
        DraftRule own = own(changes.draft(ChangeId.of(id)), rule);
        List<PolicyCase> cases = new ArrayList<>(own.cases());
        boolean known = index >= 0 && index < cases.size();
        try {
            if (act.equals("remove") && known) {
                cases.remove(index);
            } else {
                FactSet start = known ? cases.get(index).facts() : editors.typical(given);
                PolicyCase one = CaseForm.read(readable(own), start, sent);
                if (known) {
                    cases.set(index, one);
                } else {
                    cases.add(one);
                }
            }
            changes.editCases(ChangeId.of(id), revision, Actor.person(principal.getName()), rule, cases);
            redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("policy.done.case")));
        } catch (Refusal.Conflict | Refusal.Invalid refusal) {
            redirect.addFlashAttribute("refused", refusal.detail());
        }
        return redirect(id, rule, view) + "#cases";
    }

    /** Makes a case of what was really decided. */
    @PostMapping("/cases/decision")
    String realCase(
            @PathVariable String id,
            @PathVariable String rule,
            @RequestParam int revision,
            @RequestParam String suggestion,
            @RequestParam(defaultValue = "form") String view,
            Principal principal,
            RedirectAttributes redirect) {
        DraftRule own = own(changes.draft(ChangeId.of(id)), rule);
        try {
            List<PolicyCase> cases = new ArrayList<>(own.cases());
            cases.add(realCases.from(SuggestionId.of(suggestion.strip()), readable(own)));
            changes.editCases(ChangeId.of(id), revision, Actor.person(principal.getName()), rule, cases);
            redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("policy.done.case")));
        } catch (Refusal.Conflict | Refusal.NotFound refusal) {
            redirect.addFlashAttribute("refused", refusal.detail());
        }
        return redirect(id, rule, view) + "#cases";
    }

    private static DraftRule own(Draft draft, String rule) {
        return draft.rule(rule).orElseThrow(() -> new Refusal.NotFound("rule in this change", rule));
    }

    private PolicyRule readable(DraftRule rule) {
        if (rule.after() == null) {
            throw new Refusal.Conflict("not-ready", show.message("policy.case.unreadable"));
        }
        return rule.after();
    }

    private static String redirect(String id, String rule, String view) {
        return "redirect:/policies/changes/" + id + "/rules/" + rule + "?view="
                + (VIEWS.contains(view) ? view : "form");
    }
}
