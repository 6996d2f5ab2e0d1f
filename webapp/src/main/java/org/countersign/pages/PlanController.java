package org.countersign.pages;

import java.security.Principal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.Outlook;
import org.countersign.allocation.PlanId;
import org.countersign.allocation.PlanState;
import org.countersign.allocation.PlanSummary;
import org.countersign.allocation.PlanView;
import org.countersign.allocation.Steering;
import org.countersign.shared.Actor;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
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
    private static final int MOST_LIMITS = 20;

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
        Outlook outlook = allocations.outlook();
        model.addAttribute("noSlots", outlook.slotsToCome() == 0);
        model.addAttribute("inReview", outlook.headed().containsKey(SuggestionState.IN_REVIEW));
        model.addAttribute("headed", headed(outlook));
        return "plans";
    }

    /** What wants a slot and is not approved yet, in a sentence; null for nothing. */
    private @Nullable String headed(Outlook outlook) {
        if (outlook.headed().isEmpty()) {
            return null;
        }
        String where = outlook.headed().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(headed -> show.message("headed." + headed.getKey(), headed.getValue()))
                .collect(Collectors.joining(", "));
        return show.message(
                "headed",
                outlook.headed().values().stream().mapToLong(Long::longValue).sum(),
                where);
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
        model.addAttribute("calendar", PlanCalendar.of(plan, settings.timeZone()));
        model.addAttribute(
                "fell",
                plan.placements().stream().filter(place -> !place.stands()).toList());
        List<PlanView.LimitUse> telling = plan.limits().stream()
                .filter(PlanController::isTelling)
                .sorted(Comparator.comparingDouble(PlanView.LimitUse::share).reversed())
                .limit(MOST_LIMITS)
                .toList();
        model.addAttribute("limits", telling);
        model.addAttribute("more", plan.limits().size() - telling.size());
        model.addAttribute("overlaps", PlanAudiences.of(plan));
        model.addAttribute("versions", allocations.versions(plan.id()));
        model.addAttribute(
                "others",
                allocations.list(null, 10).items().stream()
                        .filter(other -> !other.id().equals(plan.id()))
                        .toList());
        return "plan";
    }

    // Budgets always, for they are bars to plan by; of the many others those that bind or soon will.
    private static boolean isTelling(PlanView.LimitUse limit) {
        return limit.max() != null
                && (limit.kind() == PlanView.LimitKind.BUDGET || limit.worth() != null || limit.share() >= 0.75);
    }

    /**
     * Plans an open proposal anew if anything it rests on has changed, and says so; asked every few seconds by whoever
     * has it open. What they ticked stays as it is until they look at the new plan.
     */
    @PostMapping("/{id}/watch")
    String watch(@PathVariable String id, @RequestParam int version, Model model) {
        PlanId plan = idOf(id);
        int now = allocations.refresh(plan);
        model.addAttribute("plan", allocations.get(plan));
        model.addAttribute("seen", version);
        model.addAttribute(
                "change",
                now == version
                        ? null
                        : allocations.versions(plan).stream().anyMatch(old -> old.version() == version)
                                ? allocations.compare(plan, version)
                                : null);
        model.addAttribute("isNew", now != version);
        return "plan :: watch";
    }

    /** What is different between an earlier version of a plan, or another plan, and this one. */
    @GetMapping("/{id}/comparison")
    String compare(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable String other,
            Model model) {
        PlanId plan = idOf(id);
        if (version == null && other == null) {
            return "redirect:/plans/" + id;
        }
        model.addAttribute("plan", allocations.get(plan));
        model.addAttribute(
                "comparison",
                version == null
                        ? allocations.compare(idOf(String.valueOf(other)), plan)
                        : allocations.compare(plan, version));
        return "plan-comparison";
    }

    @PostMapping("/{id}/confirmation")
    String confirm(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") List<String> pin,
            @RequestParam(defaultValue = "") List<String> exclude,
            Principal principal,
            RedirectAttributes redirect) {
        if (!asPlanned(allocations.get(idOf(id)), pins(pin))) {
            redirect.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(show.message("plan.unplanned")));
            return "redirect:/plans/" + id;
        }
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

    /** Plans the open proposal anew around the pinned places, without whom the planner leaves out. */
    @PostMapping("/{id}/solution")
    String replan(
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "") List<String> pin,
            @RequestParam(defaultValue = "") List<String> exclude,
            Principal principal,
            RedirectAttributes redirect) {
        Map<SuggestionId, Set<String>> pins = pins(pin);
        Set<SuggestionId> excluded = exclude.stream().map(SuggestionId::of).collect(Collectors.toSet());
        return decide(
                id,
                redirect,
                "plan.done.replanned",
                plan -> allocations.replan(
                        plan, version, Actor.person(principal.getName()), new Steering(pins, excluded)));
    }

    private static Map<SuggestionId, Set<String>> pins(List<String> pin) {
        Map<SuggestionId, Set<String>> pins = new HashMap<>();
        for (String pinned : pin) {
            // A suggestion's id holds no slash, a slot's may; an empty choice moves nothing.
            String[] parts = pinned.split("/", 2);
            if (parts.length == 2) {
                pins.computeIfAbsent(SuggestionId.of(parts[0]), key -> new HashSet<>())
                        .add(parts[1]);
            }
        }
        return pins;
    }

    /** Whether what is pinned is where the plan has it. What was only chosen to move would be confirmed where it was. */
    private static boolean asPlanned(PlanView plan, Map<SuggestionId, Set<String>> pins) {
        Map<SuggestionId, Set<String>> planned = plan.placements().stream()
                .collect(Collectors.groupingBy(
                        PlanView.Placement::suggestion,
                        Collectors.mapping(PlanView.Placement::slot, Collectors.toSet())));
        return pins.entrySet().stream()
                .allMatch(pinned ->
                        planned.getOrDefault(pinned.getKey(), Set.of()).containsAll(pinned.getValue()));
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
