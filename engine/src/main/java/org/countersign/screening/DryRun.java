package org.countersign.screening;

import java.util.List;

/**
 * What a screening would say.
 *
 * @param counterfactuals for rules that block or ask for a person, what would satisfy them; not every rule has one
 */
public record DryRun(Verdict verdict, List<Counterfactual> counterfactuals) {

    public DryRun {
        counterfactuals = List.copyOf(counterfactuals);
    }
}
