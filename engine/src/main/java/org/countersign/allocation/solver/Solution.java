package org.countersign.allocation.solver;

import java.util.List;

/**
 * What the solver found.
 *
 * @param plan the best plan
 * @param upperBound no feasible plan is worth more, scaled; at least the plan's value if it is feasible
 * @param isProvenInfeasible whether it is certain that no plan meets all demands
 * @param clash demands that cannot hold together and of which none can be left out; empty if not known
 * @param breaches what the plan breaks; empty if it is feasible
 * @param prices value per scaled unit of each limit at which the relaxed problem balances: about what one more unit of
 *     it would be worth; below 0 for what one less of a minimum would be worth
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Solution(
        Ledger plan,
        long upperBound,
        boolean isProvenInfeasible,
        List<Demand> clash,
        List<Breach> breaches,
        double[] prices) {}
