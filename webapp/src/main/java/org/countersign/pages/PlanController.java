package org.countersign.pages;

import java.security.Principal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.PlanId;
import org.countersign.allocation.PlanState;
import org.countersign.allocation.PlanSummary;
import org.countersign.allocation.PlanView;
import org.countersign.shared.Actor;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
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

/** The planner's desk: who waits for a slot, what is proposed and why, and the word on it. */
@Controller
@RequestMapping("/plans")
@PreAuthorize("hasRole('PLANNER')")
class PlanController {

    private static final int PAGE = 30;

    private final Allocations allocations;
    private final PagesSettings settings;
    private final Show show;

    PlanController(Allocations allocations, PagesSettings settings, Show show) {
        this.allocations = allocations;
        this.settings = settings;
        this.show = show;
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        Page<PlanSummary> page = allocations.list(cursor, PAGE);
        model.addAttribute("plans", page.items());
        model.addAttribute("next", page.next());
        model.addAttribute("cursor", cursor);
        model.addAttribute("waiting", allocations.waiting());
        return "plans";
    }

    /** Plans at once where that finds anything; the process takes it up from there. */
    @PostMapping
    String planNow(Principal principal, RedirectAttributes redirect) {
        allocations.request(Actor.person(principal.getName()));
        redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("plans.requested")));
        return "redirect:/plans";
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        PlanView plan = allocations.get(idOf(id));
        model.addAttribute("plan", plan);
        model.addAttribute("open", plan.state() == PlanState.PROPOSED);
        model.addAttribute("calendar", PlanCalendar.of(inForce(plan), settings.timeZone()));
        model.addAttribute("fell", fallen(plan));
        List<PlanView.LimitUse> telling =
                plan.limits().stream().filter(PlanController::isTelling).toList();
        model.addAttribute("limits", telling);
        model.addAttribute("more", plan.limits().size() - telling.size());
        return "plan";
    }

    // Slots always; of the many budgets and caps those that bind or soon will.
    private static boolean isTelling(PlanView.LimitUse limit) {
        return limit.max() != null && (limit.kind() == PlanView.LimitKind.CAPACITY || limit.share() >= 0.75);
    }

    private static List<PlanView.Placement> inForce(PlanView plan) {
        return plan.placements().stream().filter(place -> !hasFallen(place)).toList();
    }

    private static List<PlanView.Placement> fallen(PlanView plan) {
        return plan.placements().stream().filter(PlanController::hasFallen).toList();
    }

    private static boolean hasFallen(PlanView.Placement place) {
        return switch (place.state()) {
            case PROPOSED, CONFIRMED -> false;
            case EXCLUDED, DROPPED, RELEASED -> true;
        };
    }

    @PostMapping("/{id}/confirmation")
    String confirm(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") List<String> exclude,
            Principal principal,
            RedirectAttributes redirect) {
        Set<SuggestionId> excluded = exclude.stream().map(SuggestionId::of).collect(Collectors.toSet());
        return decide(
                id,
                redirect,
                "plan.done.confirmed",
                plan -> allocations.confirm(plan, version, Actor.person(principal.getName()), excluded));
    }

    @PostMapping("/{id}/discard")
    String discard(
            @PathVariable String id, @RequestParam int version, Principal principal, RedirectAttributes redirect) {
        return decide(
                id,
                redirect,
                "plan.done.discarded",
                plan -> allocations.discard(plan, version, Actor.person(principal.getName())));
    }

    /** Plans the open proposal anew around the pinned places. */
    @PostMapping("/{id}/solution")
    String replan(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") List<String> pin,
            Principal principal,
            RedirectAttributes redirect) {
        Map<SuggestionId, Set<String>> pins = new HashMap<>();
        for (String pinned : pin) {
            // A suggestion's id holds no slash, a slot's may.
            String[] parts = pinned.split("/", 2);
            if (parts.length == 2) {
                pins.computeIfAbsent(SuggestionId.of(parts[0]), key -> new HashSet<>())
                        .add(parts[1]);
            }
        }
        return decide(
                id,
                redirect,
                "plan.done.replanned",
                plan -> allocations.replan(plan, version, Actor.person(principal.getName()), pins));
    }

    private String decide(
            String id, RedirectAttributes redirect, String done, java.util.function.Consumer<PlanId> decision) {
        try {
            decision.accept(idOf(id));
            redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message(done)));
        } catch (Refusal.Conflict overtaken) {
            redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(overtaken.detail()));
        }
        return "redirect:/plans/" + id;
    }

    private static PlanId idOf(String id) {
        try {
            return new PlanId(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("plan", id);
        }
    }
}
