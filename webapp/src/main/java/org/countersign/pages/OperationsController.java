package org.countersign.pages;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.countersign.operations.Instances;
import org.countersign.operations.Operations;
import org.countersign.operations.ProcessInstance;
import org.countersign.operations.StalledWork;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The operator's page: whether the process engine answers, what runs on it, and what is stuck and why. */
@Controller
@RequestMapping("/operations")
@PreAuthorize("hasRole('ADMIN')")
class OperationsController {

    private static final int SHOWN = 200;

    /** Longer than any step without people takes, even under load. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String SUGGESTION = "suggestion:";

    private final Operations operations;
    private final Instances instances;
    private final Suggestions suggestions;
    private final Summaries summaries;
    private final Show show;
    private final Clock clock;

    OperationsController(
            Operations operations,
            Instances instances,
            Suggestions suggestions,
            Summaries summaries,
            Show show,
            Clock clock) {
        this.operations = operations;
        this.instances = instances;
        this.suggestions = suggestions;
        this.summaries = summaries;
        this.show = show;
        this.clock = clock;
    }

    /**
     * What is known of the process of one suggestion.
     *
     * @param instances one for each time it was gated, oldest first
     * @param running whether one runs, or was asked for and has not answered yet
     */
    record Found(Summary summary, List<ProcessInstance> instances, List<Row> stalled, boolean running) {}

    /**
     * A row of the stalled work.
     *
     * @param suggestion id of the suggestion it is about; null where it is about something else
     */
    record Row(
            String key,
            String kind,
            String subject,
            @Nullable String suggestion,
            String reason,
            int attempts,
            Instant firstFailedAt,
            Instant nextAttemptAt) {

        static Row of(StalledWork work, Show show) {
            return new Row(
                    work.key(),
                    work.kind(),
                    work.subject(),
                    work.subject().startsWith(SUGGESTION) ? work.subject().substring(SUGGESTION.length()) : null,
                    show.plain(work.reason()),
                    work.attempts(),
                    work.firstFailedAt(),
                    work.nextAttemptAt());
        }
    }

    /** @param find id of a suggestion, or key of its process instance */
    @GetMapping
    String show(@RequestParam(required = false) @Nullable String find, Model model) {
        String wanted = find == null || find.isBlank() ? null : find.strip();
        model.addAttribute("find", wanted);
        model.addAttribute("found", wanted == null ? null : found(wanted));
        model.addAttribute(
                "still",
                suggestions.standingStill(clock.instant().minus(PATIENCE), SHOWN).stream()
                        .map(summaries::of)
                        .toList());
        List<StalledWork> stalled = operations.stalledWork(SHOWN);
        model.addAttribute("engine", operations.engine());
        model.addAttribute("versions", instances.instancesByVersion());
        model.addAttribute(
                "rows", stalled.stream().map(work -> Row.of(work, show)).toList());
        model.addAttribute("stalledCount", operations.stalledCount());
        return "operations";
    }

    private @Nullable Found found(String wanted) {
        try {
            String id = wanted.chars().allMatch(Character::isDigit)
                    ? instances.suggestionOf(Long.parseLong(wanted)).orElse("")
                    : wanted.replaceFirst("^" + SUGGESTION, "");
            SuggestionView view = suggestions.get(SuggestionId.of(id));
            return new Found(
                    summaries.of(view),
                    instances.instancesOf(id),
                    operations.stalledWorkOf(SUGGESTION + id).stream()
                            .map(work -> Row.of(work, show))
                            .toList(),
                    instances.runningAmong(List.of(id)).contains(id));
        } catch (Refusal.NotFound | NumberFormatException e) {
            return null;
        }
    }

    /** Gives a suggestion that does not move a new process instance. */
    @PostMapping("/restart")
    String restart(
            @RequestParam String suggestion, @RequestParam String reason, Principal by, RedirectAttributes next) {
        try {
            instances.restart(
                    Actor.person(by.getName()), SuggestionId.of(suggestion).toString(), reason);
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("operations.restarted")));
        } catch (Refusal.Invalid missing) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(show.message("operations.restart.reason.missing")));
        } catch (Refusal.Conflict ended) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(show.message("operations.restarted.gone")));
        }
        next.addAttribute("find", suggestion);
        return "redirect:/operations";
    }

    @PostMapping("/retry")
    String retry(@RequestParam String key, RedirectAttributes next) {
        try {
            operations.retry(key);
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("operations.retried")));
        } catch (Refusal.NotFound gone) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(show.message("operations.retried.gone")));
        }
        return "redirect:/operations";
    }
}
