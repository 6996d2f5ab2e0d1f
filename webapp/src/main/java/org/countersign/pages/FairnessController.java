package org.countersign.pages;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.countersign.monitoring.Alarms;
import org.countersign.monitoring.Chain;
import org.countersign.monitoring.ChainQuery;
import org.countersign.monitoring.Stages;
import org.countersign.monitoring.Stages.ModelVersion;
import org.countersign.suggestion.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where a gap between groups arises, from the model to the customer: one page for any period, model and campaign. */
@Controller
@RequestMapping("/fairness")
@PreAuthorize("hasAnyRole('OFFICER', 'AUDITOR', 'ADMIN')")
class FairnessController {

    private static final int DAYS = 30;
    private static final String PREFERRED = "age";

    private final Stages stages;
    private final Alarms alarms;
    private final Show show;
    private final Clock clock;

    FairnessController(Stages stages, Alarms alarms, Show show, Clock clock) {
        this.stages = stages;
        this.alarms = alarms;
        this.show = show;
        this.clock = clock;
    }

    /**
     * What a reader asked for; null is everything, or what is usual.
     *
     * @param model name and version with a blank between them: neither name nor version holds one that comes last
     */
    record Asked(
            @Nullable @DateTimeFormat(iso = ISO.DATE) LocalDate from,
            @Nullable @DateTimeFormat(iso = ISO.DATE) LocalDate to,
            @Nullable String model,
            @Nullable String campaign,
            @Nullable Kind kind,
            @Nullable String attribute) {}

    @GetMapping
    String show(Asked asked, Model page) {
        LocalDate to = to(asked);
        LocalDate from = from(asked, to);
        Stages.Choices choices = stages.choices(from, to);
        String attribute = attribute(asked, choices.attributes());
        Chain chain = attribute == null ? null : stages.chain(query(asked, from, to, attribute));
        page.addAttribute("from", from);
        page.addAttribute("to", to);
        page.addAttribute("asked", asked);
        page.addAttribute("attribute", attribute);
        page.addAttribute(
                "models", choices.models().stream().map(FairnessController::key).toList());
        page.addAttribute("campaigns", choices.campaigns());
        page.addAttribute("attributes", choices.attributes());
        page.addAttribute("kinds", Kind.values());
        page.addAttribute("picture", chain == null ? null : ChainPicture.of(chain, show));
        page.addAttribute("openAlarms", alarms.openCount());
        page.addAttribute("unwatched", AlarmController.unwatched(alarms, show));
        page.addAttribute(
                "csv",
                show.link(
                        "/fairness/export",
                        "from",
                        from,
                        "to",
                        to,
                        "model",
                        asked.model(),
                        "campaign",
                        asked.campaign(),
                        "kind",
                        asked.kind(),
                        "attribute",
                        attribute));
        return "fairness";
    }

    /** The page's figures; groups too small to be shown are left out here too. */
    @GetMapping(path = "/export", produces = "text/csv")
    ResponseEntity<String> csv(Asked asked) {
        LocalDate to = to(asked);
        LocalDate from = from(asked, to);
        String attribute = attribute(asked, stages.choices(from, to).attributes());
        Csv csv = Csv.of(
                "stage",
                "group",
                "reference",
                "in",
                "out",
                "rate",
                "rateLow",
                "rateHigh",
                "ratio",
                "ratioLow",
                "ratioHigh",
                "correctedPValue",
                "effectiveCustomers",
                "depth",
                "result");
        if (attribute != null) {
            Chain chain = stages.chain(query(asked, from, to, attribute));
            chain.links().stream()
                    .filter(Chain.Link::isShown)
                    .forEach(link -> csv.row(
                            link.stage(),
                            link.group(),
                            chain.reference(),
                            link.in(),
                            link.out(),
                            link.rate(),
                            link.rateLow(),
                            link.rateHigh(),
                            link.ratio(),
                            link.ratioLow(),
                            link.ratioHigh(),
                            link.pValue(),
                            link.effective(),
                            link.depth(),
                            link.result()));
        }
        return csv.download("fairness-" + from + "-" + to);
    }

    private ChainQuery query(Asked asked, LocalDate from, LocalDate to, String attribute) {
        String model = blankToNull(asked.model());
        int blank = model == null ? -1 : model.lastIndexOf(' ');
        return new ChainQuery(
                from,
                to,
                model == null || blank < 0 ? model : model.substring(0, blank),
                model == null || blank < 0 ? null : model.substring(blank + 1),
                blankToNull(asked.campaign()),
                asked.kind(),
                attribute);
    }

    private LocalDate to(Asked asked) {
        return asked.to() != null ? asked.to() : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static LocalDate from(Asked asked, LocalDate to) {
        return asked.from() != null ? asked.from() : to.minusDays(DAYS - 1L);
    }

    /** The one asked for, or age where there is such an attribute, or the first. */
    private static @Nullable String attribute(Asked asked, List<String> attributes) {
        String chosen = blankToNull(asked.attribute());
        if (chosen != null) {
            return chosen;
        }
        return attributes.stream()
                .filter(PREFERRED::equals)
                .findFirst()
                .or(() -> attributes.stream().findFirst())
                .orElse(null);
    }

    private static String key(ModelVersion model) {
        return model.name() + " " + model.version();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
