package org.countersign.bias;

import org.springframework.stereotype.Service;

/** Runs bias checks. */
@Service
public class BiasChecks {

    /**
     * Compares the groups of each check with its reference and judges them by the decision table.
     *
     * <p>Intervals in the report are at the stated confidence; results are judged at the level corrected for the number
     * of measurable groups compared with the reference in that check (Bonferroni). A group named {@code unknown} stands
     * for a missing attribute: it is shown and never judged, and above a fifth of the eligible customers it makes the
     * whole check unmeasurable.
     *
     * @throws org.countersign.shared.Refusal.Invalid with a pointer per bad value
     */
    public BiasReport check(BiasCheckRequest request) {
        RequestRules.require(request);
        Confidence stated = new Confidence(request.confidence());
        return new BiasReport(request.checks().stream()
                .map(check -> new AttributeCheck(check, stated, request.threshold()).run())
                .toList());
    }

    /**
     * Compares decisions with outcomes: selection, equal opportunity, average odds, predictive parity and calibration.
     *
     * @throws org.countersign.shared.Refusal.Invalid with a pointer per bad value
     */
    public OutcomeCheck.Report check(OutcomeCheck check) {
        return check.run();
    }

    /**
     * Tells how much each group is seen in a ranked list: exposure, skew, NDKL and the ranked-group test FA*IR.
     *
     * @throws org.countersign.shared.Refusal.Invalid with a pointer per bad value
     */
    public RankingCheck.Report check(RankingCheck check) {
        return check.run();
    }

    /**
     * Compares discounts: rate and depth as they are, and the odds of a discount for the same article and period.
     *
     * @throws org.countersign.shared.Refusal.Invalid with a pointer per bad value
     */
    public PriceCheck.Report check(PriceCheck check) {
        return check.run();
    }
}
