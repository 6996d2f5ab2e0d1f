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
}
