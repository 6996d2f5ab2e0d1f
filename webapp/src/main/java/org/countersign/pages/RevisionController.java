package org.countersign.pages;

import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
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
import tools.jackson.databind.JsonNode;

/** A revision by a person: the values of a suggestion, one field each. Whoever sends one decides on it no more. */
@Controller
@RequestMapping("/suggestions/{id}/revision")
@PreAuthorize("hasAnyRole('REVIEWER', 'OFFICER')")
class RevisionController {

    private final Suggestions suggestions;
    private final Reviews reviews;
    private final Summaries summaries;
    private final Show show;

    RevisionController(Suggestions suggestions, Reviews reviews, Summaries summaries, Show show) {
        this.suggestions = suggestions;
        this.reviews = reviews;
        this.summaries = summaries;
        this.show = show;
    }

    @GetMapping
    String form(@PathVariable String id, Model model) {
        SuggestionView view = suggestions.get(SuggestionId.of(id));
        fill(model, view, Map.of(), Map.of());
        return "revision";
    }

    @PostMapping
    Object send(
            @PathVariable String id,
            @RequestParam int revision,
            @RequestParam Map<String, String> values,
            Principal principal,
            Model model,
            RedirectAttributes redirect) {
        SuggestionView view = suggestions.get(SuggestionId.of(id));
        JsonNode document = document(view);
        Map<String, String> errors = new HashMap<>();
        JsonNode revised = Leaves.with(document, values, errors, show.message("revision.no-number"));
        if (view.revision() != revision) {
            errors.put("", show.message("revision.stale", view.revision()));
        }
        if (!errors.isEmpty()) {
            return again(model, view, values, errors, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            int sent = suggestions.revise(Actor.person(principal.getName()), view.id(), revised);
            redirect.addFlashAttribute(
                    Toast.ATTRIBUTE,
                    sent == revision
                            ? Toast.warn(show.message("revision.same"))
                            : Toast.ok(show.message("revision.sent", sent)));
            return "redirect:/suggestions/" + id;
        } catch (Refusal.Invalid e) {
            return again(model, view, values, byPointer(e.errors()), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal.Conflict e) {
            return again(model, view, values, Map.of("", e.detail()), HttpStatus.CONFLICT);
        }
    }

    private ModelAndView again(
            Model model,
            SuggestionView view,
            Map<String, String> typed,
            Map<String, String> errors,
            HttpStatus status) {
        fill(model, view, typed, errors);
        return new ModelAndView("revision", model.asMap(), status);
    }

    private void fill(Model model, SuggestionView view, Map<String, String> typed, Map<String, String> errors) {
        List<Leaves.Leaf> leaves = Leaves.of(document(view)).stream()
                .map(leaf -> kept(leaf, typed))
                .toList();
        model.addAttribute("suggestion", view);
        model.addAttribute("summary", summaries.of(view));
        model.addAttribute("leaves", leaves);
        model.addAttribute("errors", errors);
        // What is wrong at a place that has no field of its own is told above all fields.
        model.addAttribute(
                "others",
                errors.entrySet().stream()
                        .filter(error ->
                                leaves.stream().noneMatch(leaf -> leaf.pointer().equals(error.getKey())))
                        .map(error ->
                                error.getKey().isEmpty() ? error.getValue() : error.getKey() + ": " + error.getValue())
                        .sorted()
                        .toList());
        model.addAttribute(
                "wanted",
                reviews.of(view.id()).stream()
                        .filter(review -> review.revision() == view.revision())
                        .flatMap(review -> review.lastWord().stream())
                        .toList());
    }

    private static Leaves.Leaf kept(Leaves.Leaf leaf, Map<String, String> typed) {
        if (typed.isEmpty()) {
            return leaf;
        }
        String value = leaf.input() == Leaves.Input.FLAG
                ? String.valueOf(typed.containsKey(leaf.pointer()))
                : typed.getOrDefault(leaf.pointer(), leaf.value());
        return new Leaves.Leaf(leaf.pointer(), leaf.label(), leaf.input(), value);
    }

    private static JsonNode document(SuggestionView view) {
        JsonNode document = view.document();
        if (document == null || view.state().isFinal()) {
            throw new Refusal.Conflict(
                    "already-ended", "Suggestion " + view.id() + " is " + view.state() + " and takes no revision.");
        }
        return document;
    }

    private static Map<String, String> byPointer(List<FieldError> errors) {
        Map<String, String> byPointer = new HashMap<>();
        errors.forEach(error -> byPointer.merge(error.pointer(), error.message(), (one, other) -> one + " " + other));
        return byPointer;
    }
}
