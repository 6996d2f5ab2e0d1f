package org.countersign.pages;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.operations.BulkProcesses;
import org.countersign.operations.Operations;
import org.countersign.review.Decision;
import org.countersign.review.NewDecision;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewGroupId;
import org.countersign.review.ReviewGroupView;
import org.countersign.review.ReviewGroupView.Sampled;
import org.countersign.review.ReviewGroups;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Many suggestions that ask the same for the same reasons: the drawn ones to look at, and one decision on all. */
@Controller
@RequestMapping("/inbox/groups/{id}")
@PreAuthorize("hasAnyRole('REVIEWER', 'OFFICER')")
class GroupController {

    private final ReviewGroups groups;
    private final Suggestions suggestions;
    private final Operations operations;
    private final Summaries summaries;
    private final Show show;

    GroupController(
            ReviewGroups groups, Suggestions suggestions, Operations operations, Summaries summaries, Show show) {
        this.groups = groups;
        this.suggestions = suggestions;
        this.operations = operations;
        this.summaries = summaries;
        this.show = show;
    }

    /** A drawn member; {@code seen} by the reader. */
    record Row(Sampled member, Summary summary, boolean seen, String lookedAtBy) {}

    @GetMapping
    String show(@PathVariable String id, Principal principal, Model model) {
        ReviewGroupView group = groups.get(ReviewGroupId.of(id));
        fill(model, group, principal.getName(), DecisionForm.empty(group.version()), Map.of());
        return "group";
    }

    @PostMapping("/decision")
    Object decide(
            @PathVariable String id, DecisionForm form, Principal principal, Model model, RedirectAttributes redirect) {
        String person = principal.getName();
        ReviewGroupId group = ReviewGroupId.of(id);
        Decision decision = form.decision();
        if (decision == null) {
            Map<String, String> errors = Map.of("decision", show.message("review.choose"));
            return again(model, group, person, form, errors, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            NewDecision said = form.by(PageModel.reviewer(), decision);
            ReviewGroupView decided = groups.decide(group, said);
            redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(done(decided, decision)));
            return "redirect:/inbox";
        } catch (Refusal.Invalid e) {
            return again(model, group, person, form, DecisionForm.errors(e.errors()), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal.Conflict e) {
            model.addAttribute("problem", e.detail());
            return again(model, group, person, form, Map.of(), HttpStatus.CONFLICT);
        } catch (Refusal.NotAllowed e) {
            model.addAttribute("problem", e.detail());
            return again(model, group, person, form, Map.of(), HttpStatus.FORBIDDEN);
        }
    }

    private ModelAndView again(
            Model model,
            ReviewGroupId id,
            String person,
            DecisionForm form,
            Map<String, String> errors,
            HttpStatus status) {
        ReviewGroupView group = groups.get(id);
        fill(model, group, person, form.at(group.version()), errors);
        return new ModelAndView("group", model.asMap(), status);
    }

    private void fill(
            Model model, ReviewGroupView group, String person, DecisionForm form, Map<String, String> errors) {
        Map<SuggestionId, SuggestionView> about = suggestions.getAll(
                group.sample().stream().map(Sampled::suggestion).toList());
        List<Row> rows = group.sample().stream()
                .filter(member -> about.containsKey(member.suggestion()))
                .map(member -> row(member, about, person))
                .toList();
        model.addAttribute("group", group);
        model.addAttribute("rows", rows);
        model.addAttribute("process", process(group));
        model.addAttribute("unseen", group.unseenBy(person).size());
        model.addAttribute("mine", group.hasWordOf(person));
        model.addAttribute("outside", !group.waitsForAnyOf(PageModel.reviewer().groups()));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("codes", ReasonCode.values());
    }

    private @Nullable ProcessPicture process(ReviewGroupView group) {
        String state = group.isOpen() ? "OPEN" : group.waiting() > 0 ? "SETTLING" : "SETTLED";
        return operations
                .diagram(BulkProcesses.GROUP_REVIEW)
                .map(diagram -> ProcessPicture.of(diagram, state, Set.of()))
                .orElse(null);
    }

    private Row row(Sampled member, Map<SuggestionId, SuggestionView> about, String person) {
        SuggestionView view = about.get(member.suggestion());
        if (view == null) {
            throw new IllegalStateException("Suggestion " + member.suggestion() + " is gone.");
        }
        List<String> others = member.lookedAtBy().stream()
                .filter(name -> !name.equals(person))
                .toList();
        return new Row(member, summaries.of(view), member.lookedAtBy().contains(person), String.join(", ", others));
    }

    private String done(ReviewGroupView decided, Decision decision) {
        return decided.isOpen()
                ? show.message("group.done.first", decided.waiting(), decided.approvalsMissing())
                : show.message("group.done." + decision, decided.waiting());
    }
}
