package org.countersign.pages;

import java.time.Instant;
import java.util.List;
import org.countersign.operations.Operations;
import org.countersign.operations.StalledWork;
import org.countersign.shared.Refusal;
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
    private static final String SUGGESTION = "suggestion:";

    private final Operations operations;
    private final Show show;

    OperationsController(Operations operations, Show show) {
        this.operations = operations;
        this.show = show;
    }

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

    @GetMapping
    String show(Model model) {
        List<StalledWork> stalled = operations.stalledWork(SHOWN);
        model.addAttribute("engine", operations.engine());
        model.addAttribute("versions", operations.instancesByVersion());
        model.addAttribute(
                "rows", stalled.stream().map(work -> Row.of(work, show)).toList());
        model.addAttribute("stalledCount", operations.stalledCount());
        return "operations";
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
