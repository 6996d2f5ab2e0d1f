package org.countersign.pages;

import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.autonomy.Complaints;
import org.countersign.delivery.WithheldItems;
import org.countersign.governance.ChangeView;
import org.countersign.governance.PolicyChanges;
import org.countersign.operations.Instances;
import org.countersign.operations.Operations;
import org.countersign.review.ReviewView;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
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

/** Every suggestion with its whole story, for all of the staff to read. */
@Controller
@RequestMapping("/suggestions")
@PreAuthorize("hasAnyRole('REVIEWER', 'OFFICER', 'PLANNER', 'AUDITOR', 'ADMIN')")
class SuggestionController {

    private static final int PAGE = 50;

    private final Suggestions suggestions;
    private final Reviews reviews;
    private final Dossiers dossiers;
    private final Summaries summaries;
    private final Operations operations;
    private final PolicyChanges changes;
    private final Complaints complaints;
    private final WithheldItems withheld;
    private final Show show;

    SuggestionController(
            Suggestions suggestions,
            Reviews reviews,
            Dossiers dossiers,
            Summaries summaries,
            Operations operations,
            PolicyChanges changes,
            Complaints complaints,
            WithheldItems withheld,
            Show show) {
        this.suggestions = suggestions;
        this.reviews = reviews;
        this.dossiers = dossiers;
        this.summaries = summaries;
        this.operations = operations;
        this.changes = changes;
        this.complaints = complaints;
        this.withheld = withheld;
        this.show = show;
    }

    /** A rule that an officer is changing, for which this suggestion may become a case. */
    record CaseTarget(ChangeView change, String rule) {}

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable SuggestionState state,
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        String producer = client == null || client.isBlank() ? null : client.strip();
        Page<SuggestionView> page = suggestions.list(state, producer, cursor, PAGE);
        model.addAttribute("states", SuggestionState.values());
        model.addAttribute("state", state);
        model.addAttribute("client", producer);
        model.addAttribute("cursor", cursor);
        model.addAttribute("next", page.next());
        model.addAttribute("rows", summaries.of(page.items()));
        return "suggestions";
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        SuggestionView view = suggestions.get(SuggestionId.of(id));
        List<ReviewView> held = reviews.of(view.id());
        model.addAttribute("suggestion", view);
        model.addAttribute("dossier", dossiers.of(view));
        model.addAttribute(
                "withheld",
                view.state() == SuggestionState.PUBLISHED
                        ? withheld.of(List.of(view.id())).getOrDefault(view.id(), List.of())
                        : List.of());
        model.addAttribute("revisions", suggestions.revisions(view.id()));
        model.addAttribute("reviews", held);
        model.addAttribute(
                "open", held.stream().filter(ReviewView::isOpen).findFirst().orElse(null));
        model.addAttribute("approvals", reviews.approvals(view.id()));
        model.addAttribute("process", process(view));
        model.addAttribute("caseTargets", PageModel.roles().contains("OFFICER") ? caseTargets() : List.of());
        model.addAttribute("complaints", complaints.about(view.id()));
        model.addAttribute("mayComplain", !PageModel.roles().equals(Set.of("AUDITOR")));
        model.addAttribute("mayReview", Navigation.leadsTo("inbox", PageModel.roles()));
        model.addAttribute("mayReadLog", Navigation.leadsTo("log", PageModel.roles()));
        return "suggestion";
    }

    /** Notes that something was wrong with it; ends what autonomy its model version had earned. */
    @PostMapping("/{id}/complaints")
    @PreAuthorize("hasAnyRole('REVIEWER', 'OFFICER', 'PLANNER', 'ADMIN')")
    String complain(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String words,
            Principal principal,
            RedirectAttributes next) {
        SuggestionId suggestion = SuggestionId.of(id);
        try {
            complaints.complain(suggestion, Actor.person(principal.getName()), words);
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("complaints.done")));
        } catch (Refusal.Invalid invalid) {
            next.addFlashAttribute(
                    Toast.ATTRIBUTE, Toast.warn(invalid.errors().getFirst().message()));
        }
        return "redirect:/suggestions/" + suggestion;
    }

    private List<CaseTarget> caseTargets() {
        return changes.open().stream()
                .flatMap(change -> changes.draft(change.id()).touched().stream()
                        .filter(rule -> rule.after() != null)
                        .map(rule -> new CaseTarget(change, rule.id())))
                .toList();
    }

    private @Nullable ProcessPicture process(SuggestionView view) {
        boolean waitsForSlot = view.state() == SuggestionState.APPROVED
                && view.proposal() != null
                && view.proposal().wantsSlot();
        Set<String> passed =
                view.history().stream().map(step -> step.state().name()).collect(Collectors.toSet());
        return operations
                .diagram(Instances.LIFECYCLE)
                .map(diagram -> ProcessPicture.of(diagram, view.state() + (waitsForSlot ? "+SLOT" : ""), passed))
                .orElse(null);
    }
}
