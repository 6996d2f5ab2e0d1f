package org.countersign.pages;

import java.security.Principal;
import java.util.List;
import org.countersign.bias.Interval;
import org.countersign.monitoring.AlarmId;
import org.countersign.monitoring.AlarmOutcome;
import org.countersign.monitoring.AlarmView;
import org.countersign.monitoring.Alarms;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
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

/** Alarms about the fairness of models: what was found, and the decision to keep or to recall. */
@Controller
@RequestMapping("/fairness/alarms")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR', 'ADMIN')")
class AlarmController {

    private static final int SHOWN = 100;
    private static final double TOLERANCE = 0.9;

    private final Alarms alarms;
    private final Show show;

    AlarmController(Alarms alarms, Show show) {
        this.alarms = alarms;
        this.show = show;
    }

    /** An alarm as people read it. */
    record Row(AlarmView alarm, String model, String finding, String rates, String why, String next, String link) {}

    @GetMapping
    String show(Model page) {
        List<Row> rows = alarms.newest(SHOWN).stream().map(this::row).toList();
        page.addAttribute(
                "open", rows.stream().filter(row -> row.alarm().isOpen()).toList());
        page.addAttribute(
                "decided", rows.stream().filter(row -> !row.alarm().isOpen()).toList());
        page.addAttribute("unwatched", unwatched(alarms, show));
        page.addAttribute("mayDecide", PageModel.roles().contains("OFFICER"));
        return "alarms";
    }

    @PostMapping("/{id}")
    @PreAuthorize("hasRole('OFFICER')")
    String decide(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable AlarmOutcome outcome,
            @RequestParam(defaultValue = "") String reason,
            Principal principal,
            RedirectAttributes next) {
        if (outcome == null) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(show.message("alarms.choose")));
            next.addFlashAttribute("kept", reason);
            return "redirect:/fairness/alarms";
        }
        try {
            alarms.decide(AlarmId.of(id), Actor.person(principal.getName()), outcome, reason);
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.ok(show.message("alarms.done." + outcome)));
        } catch (Refusal.Invalid invalid) {
            next.addFlashAttribute(
                    Toast.ATTRIBUTE, Toast.warn(invalid.errors().getFirst().message()));
            next.addFlashAttribute("kept", reason);
        } catch (Refusal.Conflict late) {
            next.addFlashAttribute(Toast.ATTRIBUTE, Toast.warn(late.detail()));
        }
        return "redirect:/fairness/alarms";
    }

    /** One sentence for each model version that cannot be watched at the moment. */
    static List<String> unwatched(Alarms alarms, Show show) {
        return alarms.unwatched().stream()
                .map(each -> show.message(
                        "alarms.unwatched", show.plain(each.model() + " " + each.version()), show.exact(each.since())))
                .toList();
    }

    private Row row(AlarmView alarm) {
        return new Row(
                alarm,
                show.plain(alarm.model() + " " + alarm.version()),
                show.message(
                        "alarms.finding",
                        show.message("stage." + alarm.stage()),
                        show.plain(alarm.group()),
                        show.plain(alarm.attribute()),
                        show.number(alarm.favoured(), 0),
                        show.number(alarm.eligible(), 0),
                        show.number(alarm.othersFavoured(), 0),
                        show.number(alarm.othersEligible(), 0),
                        show.ratio(alarm.ratio()),
                        show.plain(alarm.better())),
                show.message(
                        "alarms.rates",
                        show.plain(alarm.group()),
                        interval(alarm.interval()),
                        show.plain(alarm.better()),
                        interval(alarm.othersInterval())),
                show.message(alarm.drift() ? "alarms.why.drift" : "alarms.why.evidence", show.ratio(TOLERANCE)),
                show.message("fairness.next." + alarm.stage()),
                show.link("/fairness", "model", alarm.model() + " " + alarm.version(), "attribute", alarm.attribute()));
    }

    private String interval(Interval interval) {
        return show.message("bias.interval", show.share(interval.low()), show.share(interval.high()));
    }
}
