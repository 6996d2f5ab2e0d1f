package org.countersign.api;

import java.util.List;
import org.countersign.bias.BiasReport;
import org.countersign.policy.Outcome;
import org.countersign.policy.Route;
import org.countersign.screening.Counterfactual;
import org.countersign.screening.DryRun;
import org.countersign.screening.Verdict;

/** A dry run as the API tells it. Whether the audit sample would take it is not told: it is not to be foreseen. */
record ScreeningAnswer(
        Route route,
        String policyVersion,
        List<Hit> hits,
        List<Obligation> obligations,
        Bias bias,
        List<Counterfactual> counterfactuals) {

    /** A rule that spoke. */
    record Hit(String rule, Outcome outcome, String message, String source) {}

    /** What whoever serves the content would have to do. */
    record Obligation(Outcome type, String rule, String message) {}

    /**
     * The bias checks.
     *
     * @param result the worst of them; UNMEASURABLE where the suggestion gives no composition
     */
    record Bias(String result, List<BiasReport.Check> checks) {}

    static ScreeningAnswer of(DryRun dryRun) {
        Verdict verdict = dryRun.verdict();
        BiasReport report = verdict.bias();
        return new ScreeningAnswer(
                verdict.route(),
                verdict.policyVersion(),
                verdict.hits().stream()
                        .map(hit -> new Hit(hit.rule(), hit.outcome(), hit.message(), hit.source()))
                        .toList(),
                verdict.obligations().stream()
                        .map(obligation -> new Obligation(obligation.type(), obligation.rule(), obligation.message()))
                        .toList(),
                new Bias(verdict.biasResult(), report == null ? List.of() : report.checks()),
                dryRun.counterfactuals());
    }
}
