package org.countersign.pages;

import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.countersign.oversight.Agreement;
import org.countersign.oversight.ReviewerStatistics;
import org.countersign.oversight.Reviewers;
import org.countersign.oversight.SecondLooks;
import org.countersign.review.ApprovalRights;
import org.countersign.review.Decision;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * How people decide. Team leads and auditors see everybody by name; everybody else sees themselves and what the team does
 * as a whole, and nothing of any colleague.
 */
@Controller
@RequestMapping("/people")
@PreAuthorize("hasAnyRole('REVIEWER', 'OFFICER', 'LEAD', 'AUDITOR')")
class PeopleController {

    private static final int DAYS = 90;

    private final Reviewers reviewers;
    private final SecondLooks looks;
    private final ApprovalRights rights;
    private final Show show;
    private final Clock clock;

    PeopleController(Reviewers reviewers, SecondLooks looks, ApprovalRights rights, Show show, Clock clock) {
        this.reviewers = reviewers;
        this.looks = looks;
        this.rights = rights;
        this.show = show;
        this.clock = clock;
    }

    /** Agreement on one sort of suggestion; {@code tone} and {@code next} say what its alpha means. */
    record AgreementRow(String area, int units, String alpha, String tone, String next, List<String> pairs) {}

    @GetMapping
    String show(
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
            Principal principal,
            Model page) {
        LocalDate last = to != null ? to : today();
        LocalDate first = from != null ? from : last.minusDays(DAYS - 1L);
        List<ReviewerStatistics> seen = seen(first, last, principal);
        IntervalPlot.Axis axis = PersonPicture.axis(seen);
        List<PersonPicture> people = new ArrayList<>();
        for (ReviewerStatistics person : seen) {
            people.add(PersonPicture.of(person, "person-" + people.size(), axis, show));
        }
        page.addAttribute("from", first);
        page.addAttribute("to", last);
        page.addAttribute("people", people);
        page.addAttribute("marks", axis.marks());
        page.addAttribute("seesAll", seesAll());
        page.addAttribute("smallestJudged", ReviewerStatistics.SMALLEST_JUDGED);
        page.addAttribute("leads", PageModel.roles().contains("LEAD"));
        page.addAttribute("goldTasks", looks.goldTasks());
        page.addAttribute(
                "agreement", reviewers.agreement().stream().map(this::row).toList());
        page.addAttribute("csv", show.link("/people/export", "from", first, "to", last));
        return "people";
    }

    @GetMapping(path = "/export", produces = "text/csv")
    ResponseEntity<String> csv(
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate to,
            Principal principal) {
        Csv csv = Csv.of(
                "person",
                "decisions",
                "approvals",
                "othersRate",
                "rateLow998",
                "rateHigh998",
                "outside",
                "matchedOdds",
                "attribute",
                "group",
                "groupDecisions",
                "odds",
                "oddsLow",
                "oddsHigh",
                "correctedPValue",
                "acts");
        for (ReviewerStatistics person : seen(from, to, principal)) {
            ReviewerStatistics.Leniency leniency = person.leniency();
            csv.row(
                    person.person(),
                    person.decisions(),
                    leniency == null ? null : leniency.approvals().favoured(),
                    leniency == null || Double.isNaN(leniency.others()) ? null : leniency.others(),
                    leniency == null ? null : leniency.interval().low(),
                    leniency == null ? null : leniency.interval().high(),
                    leniency == null ? null : leniency.outside(),
                    leniency == null ? null : leniency.odds());
            person.disparities()
                    .forEach(disparity -> csv.row(
                            person.person(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            disparity.attribute(),
                            disparity.group(),
                            disparity.decisions(),
                            disparity.odds(),
                            disparity.low(),
                            disparity.high(),
                            disparity.pValue(),
                            disparity.acts()));
        }
        return csv.download("people-" + from + "-" + to);
    }

    @PostMapping("/rights")
    @PreAuthorize("hasRole('LEAD')")
    String rights(
            @RequestParam String person,
            @RequestParam boolean suspend,
            @RequestParam(defaultValue = "") String reason,
            Principal principal,
            RedirectAttributes next) {
        Actor lead = Actor.person(principal.getName());
        try {
            if (suspend) {
                rights.suspend(lead, person, reason);
            } else {
                rights.restore(lead, person, reason);
            }
            next.addFlashAttribute(
                    Toast.ATTRIBUTE,
                    Toast.ok(show.message(suspend ? "people.suspended.done" : "people.restored.done", person)));
        } catch (Refusal.Invalid invalid) {
            next.addFlashAttribute(
                    Toast.ATTRIBUTE, Toast.warn(invalid.errors().getFirst().message()));
        } catch (Refusal.NotAllowed refused) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(refused.detail()));
        }
        return "redirect:/people";
    }

    @PostMapping("/gold")
    @PreAuthorize("hasRole('LEAD')")
    String gold(
            @RequestParam String suggestion,
            @RequestParam Decision truth,
            @RequestParam(defaultValue = "") String why,
            Principal principal,
            RedirectAttributes next) {
        try {
            looks.setGold(Actor.person(principal.getName()), SuggestionId.of(suggestion.strip()), truth, why);
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("people.gold.done")));
        } catch (Refusal.Invalid invalid) {
            next.addFlashAttribute(
                    Toast.ATTRIBUTE, Toast.warn(invalid.errors().getFirst().message()));
        } catch (Refusal refused) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(refused.detail()));
        }
        return "redirect:/people";
    }

    private List<ReviewerStatistics> seen(LocalDate from, LocalDate to, Principal principal) {
        List<ReviewerStatistics> everybody = reviewers.statistics(from, to);
        return seesAll()
                ? everybody
                : everybody.stream()
                        .filter(person -> person.person().equals(principal.getName()))
                        .map(ReviewerStatistics::own)
                        .toList();
    }

    private static boolean seesAll() {
        return PageModel.roles().contains("LEAD") || PageModel.roles().contains("AUDITOR");
    }

    private AgreementRow row(Agreement agreement) {
        Double alpha = agreement.alpha();
        String meaning = alpha == null ? "unknown" : alpha < 0.667 ? "low" : alpha < 0.8 ? "tentative" : "high";
        return new AgreementRow(
                agreement.area(),
                agreement.units(),
                show.ratio(alpha),
                switch (meaning) {
                    case "low" -> "bad";
                    case "tentative" -> "warn";
                    case "high" -> "ok";
                    default -> "quiet";
                },
                show.message("people.alpha." + meaning, Agreement.SMALLEST),
                seesAll()
                        ? agreement.pairs().stream()
                                .map(pair -> show.message(
                                        "people.kappa",
                                        show.plain(pair.one()),
                                        show.plain(pair.other()),
                                        show.ratio(pair.kappa()),
                                        show.ratio(pair.low()),
                                        show.ratio(pair.high()),
                                        pair.units()))
                                .toList()
                        : List.of());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
