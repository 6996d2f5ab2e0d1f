package org.countersign.pages;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.review.Concern;
import org.countersign.review.Decision;
import org.countersign.review.QueueFilter;
import org.countersign.review.ReasonCode;
import org.countersign.review.ReviewGroups;
import org.countersign.review.ReviewId;
import org.countersign.review.ReviewTask;
import org.countersign.review.ReviewView;
import org.countersign.review.Reviews;
import org.countersign.shared.Actor;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.JsonNode;

/** The reviewer's desk: what waits, one item with all there is to know about it, and the decision. */
@Controller
@RequestMapping("/inbox")
@PreAuthorize("hasAnyRole('REVIEWER', 'OFFICER')")
class InboxController {

    private static final int PAGE = 50;

    private final Reviews reviews;
    private final ReviewGroups groups;
    private final Suggestions suggestions;
    private final Dossiers dossiers;
    private final Summaries summaries;
    private final Show show;

    InboxController(
            Reviews reviews,
            ReviewGroups groups,
            Suggestions suggestions,
            Dossiers dossiers,
            Summaries summaries,
            Show show) {
        this.reviews = reviews;
        this.groups = groups;
        this.suggestions = suggestions;
        this.dossiers = dossiers;
        this.summaries = summaries;
        this.show = show;
    }

    /** A row of the queue; {@code others} are the people who have it open, without the reader. */
    record Row(ReviewView review, Summary summary, String others) {}

    @ModelAttribute("kinds")
    Kind[] kinds() {
        return Kind.values();
    }

    @GetMapping
    String queue(
            Principal principal,
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable Concern concern,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        String person = principal.getName();
        Page<ReviewTask> page = reviews.queue(PageModel.reviewer(), new QueueFilter(kind, concern), cursor, PAGE);
        // Groups come first: one decision there takes most off the desk. A page of the queue further on has none.
        model.addAttribute(
                "groups",
                cursor == null && kind == null && concern == null
                        ? groups.queue(PageModel.reviewer(), null, PAGE).items()
                        : List.of());
        model.addAttribute("concerns", Concern.values());
        model.addAttribute("kind", kind);
        model.addAttribute("concern", concern);
        model.addAttribute("cursor", cursor);
        model.addAttribute("next", page.next());
        model.addAttribute(
                "rows",
                page.items().stream()
                        .map(task ->
                                new Row(task.review(), summaries.of(task.suggestion()), others(task.review(), person)))
                        .toList());
        return "inbox";
    }

    /** To the item that has waited longest, rather one that nobody else is looking at. */
    @GetMapping("/next")
    String next(Principal principal, @RequestParam(required = false) @Nullable String after) {
        return "redirect:" + pathOfNext(principal.getName(), after);
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Principal principal, Model model) {
        ReviewView review = reviews.claim(ReviewId.of(id), principal.getName());
        groups.look(review.id(), principal.getName());
        fill(model, review, principal.getName(), DecisionForm.empty(review.version()), Map.of());
        return "review";
    }

    /** The page's sign of life while it is open: who else is here, and whether it was overtaken. */
    @PostMapping("/{id}/look")
    String look(@PathVariable String id, @RequestParam long version, Principal principal, Model model) {
        ReviewView review = reviews.claim(ReviewId.of(id), principal.getName());
        model.addAttribute("review", review);
        model.addAttribute("others", others(review, principal.getName()));
        model.addAttribute("seenVersion", version);
        return "review :: presence";
    }

    @PostMapping("/{id}/decision")
    Object decide(
            @PathVariable String id, DecisionForm form, Principal principal, Model model, RedirectAttributes redirect) {
        String person = principal.getName();
        ReviewId reviewId = ReviewId.of(id);
        Decision decision = form.decision();
        if (decision == null) {
            Map<String, String> errors = Map.of("decision", show.message("review.choose"));
            return again(model, reviewId, person, form, errors, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            ReviewView decided = reviews.decide(reviewId, form.by(PageModel.reviewer(), decision));
            String title = summaries.of(suggestions.get(decided.suggestion())).title();
            redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(done(decided, decision, title)));
            return "redirect:" + pathOfNext(person, id);
        } catch (Refusal.Invalid e) {
            return again(
                    model, reviewId, person, form, DecisionForm.errors(e.errors()), HttpStatus.UNPROCESSABLE_CONTENT);
        } catch (Refusal.Conflict e) {
            model.addAttribute("stale", true);
            return again(model, reviewId, person, form, Map.of(), HttpStatus.CONFLICT);
        } catch (Refusal.NotAllowed e) {
            model.addAttribute("refused", e.type());
            return again(model, reviewId, person, form, Map.of(), HttpStatus.FORBIDDEN);
        }
    }

    private ModelAndView again(
            Model model, ReviewId id, String person, DecisionForm form, Map<String, String> errors, HttpStatus status) {
        ReviewView review = reviews.get(id);
        fill(model, review, person, form.at(review.version()), errors);
        return new ModelAndView("review", model.asMap(), status);
    }

    private void fill(Model model, ReviewView review, String person, DecisionForm form, Map<String, String> errors) {
        model.addAttribute("review", review);
        model.addAttribute("group", groups.groupOf(review.id()).orElse(null));
        model.addAttribute("seenVersion", review.version());
        model.addAttribute("others", others(review, person));
        model.addAttribute("mine", review.hasWordOf(person));
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        model.addAttribute("codes", ReasonCode.values());
        SuggestionView suggestion = suggestions.get(review.suggestion());
        JsonNode document = suggestion.document();
        model.addAttribute("wrote", reviews.wrote(Actor.person(person), suggestion));
        model.addAttribute("rows", form.rows());
        model.addAttribute("places", document == null ? List.of() : Leaves.of(document));
        model.addAttribute("roundsLeft", reviews.roundsLeft(suggestion));
        model.addAttribute("rounds", suggestion.reworkRounds());
        model.addAttribute("outside", !review.waitsForAnyOf(PageModel.reviewer().groups()));
        model.addAttribute("dossier", dossiers.of(suggestion));
    }

    private String done(ReviewView decided, Decision decision, String title) {
        return decided.isOpen()
                ? show.message("review.done.first", title, decided.approvalsMissing())
                : show.message("review.done." + decision, title);
    }

    private String pathOfNext(String person, @Nullable String after) {
        List<ReviewView> waiting = reviews.queue(PageModel.reviewer(), QueueFilter.ALL, null, PAGE).items().stream()
                .map(ReviewTask::review)
                .filter(review -> !review.id().toString().equals(after))
                .toList();
        Optional<ReviewView> free = waiting.stream()
                .filter(review -> others(review, person).isEmpty())
                .findFirst();
        return free.or(() -> waiting.stream().findFirst())
                .map(review -> "/inbox/" + review.id())
                .orElse("/inbox");
    }

    private static String others(ReviewView review, String person) {
        return String.join(
                ", ",
                review.looking().stream()
                        .map(ReviewView.Look::person)
                        .filter(name -> !name.equals(person))
                        .toList());
    }
}
