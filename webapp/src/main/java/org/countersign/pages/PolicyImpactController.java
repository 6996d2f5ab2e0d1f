package org.countersign.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.countersign.bias.BiasReport;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeView;
import org.countersign.governance.Flip;
import org.countersign.governance.FlipFilter;
import org.countersign.governance.ImpactId;
import org.countersign.governance.ImpactReport;
import org.countersign.governance.ImpactReports;
import org.countersign.governance.ImpactView;
import org.countersign.governance.PolicyChanges;
import org.countersign.policy.Route;
import org.countersign.shared.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** An impact report: what would change, counted, with every item behind the counts. */
@Controller
@RequestMapping("/policies/impact/{id}")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR')")
class PolicyImpactController {

    private final ImpactReports impacts;
    private final PolicyChanges changes;
    private final Show show;

    PolicyImpactController(ImpactReports impacts, PolicyChanges changes, Show show) {
        this.impacts = impacts;
        this.changes = changes;
        this.show = show;
    }

    /** One attribute, before and after, on the same pictures that a bias check has. */
    record FairnessPicture(String attribute, BiasPicture before, BiasPicture after) {}

    /** A count to drill down into. */
    record Count(String label, long count, String link) {}

    /** One change of route with its counts. */
    record TurnPicture(
            ImpactReport.Turn turn,
            String link,
            List<Count> kinds,
            List<Count> markets,
            List<Count> channels,
            List<Count> segments) {}

    @GetMapping
    String report(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String change,
            @RequestParam(required = false) @Nullable Route from,
            @RequestParam(required = false) @Nullable Route to,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String market,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String segment,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(defaultValue = "false") boolean live,
            @RequestParam(required = false) @Nullable String cursor,
            Model model) {
        ImpactView impact = impacts.get(ImpactId.of(id));
        ChangeView about = change == null || change.isBlank() ? null : changes.get(ChangeId.of(change));
        ImpactReport report = impact.report();
        model.addAttribute("impact", impact);
        model.addAttribute("report", report);
        model.addAttribute("change", about);
        if (report != null) {
            FlipFilter filter = new FlipFilter(from, to, kind, market, channel, segment, rule, live);
            Page<Flip> flips = impacts.flips(impact.id(), filter, cursor);
            String base = "/policies/impact/" + id;
            model.addAttribute("routes", Route.values());
            model.addAttribute(
                    "filtered", !filter.equals(new FlipFilter(null, null, null, null, null, null, null, false)));
            model.addAttribute("flips", flips.items());
            model.addAttribute("all", show.link(base, "change", change));
            model.addAttribute(
                    "next",
                    flips.next() == null
                            ? null
                            : show.link(
                                    base,
                                    "change",
                                    change,
                                    "from",
                                    from,
                                    "to",
                                    to,
                                    "kind",
                                    kind,
                                    "market",
                                    market,
                                    "channel",
                                    channel,
                                    "segment",
                                    segment,
                                    "rule",
                                    rule,
                                    "live",
                                    live ? "true" : null,
                                    "cursor",
                                    flips.next()));
            model.addAttribute(
                    "turns",
                    report.turns().stream()
                            .map(turn -> turn(base, change, turn))
                            .toList());
            model.addAttribute("rules", counts(report.rules(), base, change, null, "rule"));
            model.addAttribute("liveLink", show.link(base, "change", change, "live", "true"));
            model.addAttribute(
                    "fairness", report.fairness().stream().map(this::picture).toList());
        }
        return "policy-impact";
    }

    private TurnPicture turn(String base, @Nullable String change, ImpactReport.Turn turn) {
        return new TurnPicture(
                turn,
                show.link(base, "change", change, "from", turn.from(), "to", turn.to()) + "#items",
                counts(turn.byKind(), base, change, turn, "kind"),
                counts(turn.byMarket(), base, change, turn, "market"),
                counts(turn.byChannel(), base, change, turn, "channel"),
                counts(turn.bySegment(), base, change, turn, "segment"));
    }

    private List<Count> counts(
            Map<String, Long> counts,
            String base,
            @Nullable String change,
            ImpactReport.@Nullable Turn turn,
            String by) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(count -> new Count(
                        by.equals("kind") ? show.message("kind." + count.getKey()) : show.plain(count.getKey()),
                        count.getValue(),
                        show.link(
                                        base,
                                        "change",
                                        change,
                                        "from",
                                        turn == null ? null : turn.from(),
                                        "to",
                                        turn == null ? null : turn.to(),
                                        by,
                                        count.getKey())
                                + "#items"))
                .toList();
    }

    private FairnessPicture picture(ImpactReport.Fairness fairness) {
        return new FairnessPicture(
                show.plain(fairness.attribute()), picture(fairness.before()), picture(fairness.after()));
    }

    private BiasPicture picture(BiasReport.Check check) {
        return BiasPicture.of(new BiasReport(List.of(check)), show).getFirst();
    }

    /** The page's sign of life while a report is being made; leads to the report once it is. */
    @GetMapping("/progress")
    String progress(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String change,
            HttpServletResponse response,
            Model model) {
        ImpactView impact = impacts.get(ImpactId.of(id));
        if (impact.state() == ImpactView.State.DONE) {
            response.setHeader("HX-Redirect", show.link("/policies/impact/" + id, "change", change));
        }
        model.addAttribute("impact", impact);
        model.addAttribute("change", change == null || change.isBlank() ? null : changes.get(ChangeId.of(change)));
        return "policy-impact :: progress";
    }

    @PostMapping("/cancellation")
    @PreAuthorize("hasRole('OFFICER')")
    String cancel(@PathVariable String id, @RequestParam(required = false) @Nullable String change) {
        impacts.cancel(ImpactId.of(id));
        return "redirect:" + show.link("/policies/impact/" + id, "change", change);
    }
}
