package org.countersign.pages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.countersign.bias.BiasResult;
import org.countersign.policy.Outcome;
import org.countersign.policy.Route;
import org.countersign.suggestion.SuggestionState;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Every part of the design system on one page, with content as it really occurs. For whoever builds a page. */
@Controller
@Profile("demo")
class DesignController {

    private static final IntervalPlot.Axis AXIS = new IntervalPlot.Axis(0.8, 4);

    private final Clock clock;

    DesignController(Clock clock) {
        this.clock = clock;
    }

    /** A named comparison with its picture. */
    record Comparison(String group, BiasResult result, IntervalPlot plot, String ratio, String interval) {}

    /** A row of the sample table. */
    record SampleRow(String title, String audience, String kind, SuggestionState state, String value, Instant since) {}

    @GetMapping("/design")
    String design(Model model) {
        Instant now = clock.instant();
        model.addAttribute("states", SuggestionState.values());
        model.addAttribute("routes", Route.values());
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("results", BiasResult.values());
        model.addAttribute(
                "colours",
                List.of("paper", "surface", "sunken", "ink", "ink-soft", "accent", "ok", "warn", "bad", "info"));
        model.addAttribute("rows", rows(now));
        model.addAttribute("marks", AXIS.marks());
        model.addAttribute("comparisons", comparisons());
        model.addAttribute(
                "factors",
                List.of(
                        new Bar.Amount("weeksSincePurchase", "6", 0.21),
                        new Bar.Amount("boughtWithFilterPapers", "yes", 0.14),
                        new Bar.Amount("couponRedemptionRate", "0.04", -0.09),
                        new Bar.Amount("basketSize", "11", 0.03)));
        model.addAttribute(
                "words",
                Diff.words(
                        "Only 3 left! Your favourite coffee is 20 % off until Sunday.",
                        "Your favourite coffee is 15 % off until Sunday evening."));
        model.addAttribute("lines", Diff.lines("""
                        {
                          "kind": "PRICE_OFFER",
                          "model": {"name": "elasticity", "version": "3.2.0"},
                          "score": 0.83,
                          "channels": ["EMAIL", "WEB"],
                          "price": {
                            "list": "8.99",
                            "offered": "6.49",
                            "lowest30d": "6.99",
                            "currency": "EUR"
                          }
                        }""", """
                        {
                          "kind": "PRICE_OFFER",
                          "model": {"name": "elasticity", "version": "3.2.0"},
                          "score": 0.83,
                          "channels": ["EMAIL", "WEB"],
                          "price": {
                            "list": "8.99",
                            "offered": "6.99",
                            "lowest30d": "6.99",
                            "currency": "EUR"
                          }
                        }"""));
        model.addAttribute(
                "steps",
                List.of(
                        new TimelineItem(now.minus(Duration.ofHours(26)), null, "Received", "shop-ml", null),
                        new TimelineItem(
                                now.minus(Duration.ofHours(25)),
                                "info",
                                "Screened",
                                null,
                                "Two rules ask for a person."),
                        new TimelineItem(
                                now.minus(Duration.ofMinutes(44)),
                                "warn",
                                "Changes requested",
                                "ana",
                                "The reduction is not computed from the lowest price of the last 30 days."),
                        new TimelineItem(now.minus(Duration.ofMinutes(3)), "ok", "Approved", "ben", null)));
        return "design";
    }

    private static List<SampleRow> rows(Instant now) {
        return List.of(
                new SampleRow(
                        "Ground coffee, 500 g at 6.99",
                        "lapsed-coffee, 1,240 customers",
                        "PRICE_OFFER",
                        SuggestionState.IN_REVIEW,
                        "€812.40",
                        now.minus(Duration.ofMinutes(12))),
                new SampleRow(
                        "“We kept your basket”",
                        "one customer",
                        "CART_RECOVERY",
                        SuggestionState.CHANGES_REQUESTED,
                        "€38.20",
                        now.minus(Duration.ofHours(3))),
                new SampleRow(
                        "Oat drink with granola",
                        "breakfast, 18,402 customers",
                        "RECOMMENDATION",
                        SuggestionState.PUBLISHED,
                        "€2,310.00",
                        now.minus(Duration.ofDays(2))));
    }

    private static List<Comparison> comparisons() {
        return List.of(
                comparison("45–54", BiasResult.PASS, "ok", 0.89, 0.97, 1.06),
                comparison("35–44", BiasResult.INCONCLUSIVE, "info", 0.74, 0.91, 1.11),
                comparison("55–64", BiasResult.REVIEW, "warn", 0.54, 0.70, 0.89),
                comparison("65+", BiasResult.FAIL, "bad", 0.23, 0.43, 0.79),
                new Comparison(
                        "unknown", BiasResult.UNMEASURABLE, IntervalPlot.nothing(AXIS, "not measured"), "–", "–"));
    }

    private static Comparison comparison(
            String group, BiasResult result, String tone, double low, double ratio, double high) {
        String interval = low + " to " + high;
        return new Comparison(
                group,
                result,
                IntervalPlot.of(AXIS, tone, ratio + ", interval " + interval, low, ratio, high),
                String.valueOf(ratio),
                interval);
    }
}
