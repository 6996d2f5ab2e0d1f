package org.countersign.allocation.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a smallest set of demands that cannot hold together, by leaving out one after the other and keeping only those
 * without which the contradiction could no longer be shown (deletion filter, Chinneck 1991). Smallest means that none can
 * be left out, not that no other set is shorter.
 */
final class Clash {

    /** With more demands than this involved, the answer would be no answer to a person. */
    private static final int MOST_DEMANDS = 400;

    private static final int PRICE_STEPS = 640;
    private static final long NODES = 20_000;
    private static final double WORK = 0.5;

    private final Problem problem;
    private final Deadline deadline;

    Clash(Problem problem, Deadline deadline) {
        this.problem = problem;
        this.deadline = deadline;
    }

    /** Whether it can be shown that no plan meets all demands of a problem. */
    static boolean isProven(Problem problem, Deadline deadline) {
        Problem demands = problem.demandingOnly(demandsOf(problem));
        return new Clash(problem, deadline).isContradiction(demands);
    }

    /** The demands that clash; empty if it cannot be shown in time. No demands at all: the pins clash by themselves. */
    Optional<List<Demand>> find() {
        List<Demand> clash = demandsOf(problem);
        if (clash.size() > MOST_DEMANDS || !isContradiction(problem.demandingOnly(clash))) {
            return Optional.empty();
        }
        for (int chunk = Math.max(1, clash.size() / 2); ; chunk = Math.max(1, chunk / 2)) {
            for (int from = 0; from < clash.size(); ) {
                if (deadline.hasPassed()) {
                    return Optional.empty();
                }
                List<Demand> fewer = new ArrayList<>(clash);
                fewer.subList(from, Math.min(clash.size(), from + chunk)).clear();
                if (isContradiction(problem.demandingOnly(fewer))) {
                    clash = fewer;
                } else {
                    from += chunk;
                }
            }
            if (chunk == 1) {
                return Optional.of(List.copyOf(clash));
            }
        }
    }

    private boolean isContradiction(Problem demands) {
        Ledger pins = Ledger.ofPins(demands);
        Relaxation relaxation = new Relaxation(demands, pins);
        if (relaxation.isHopeless()
                || new PriceSearch(demands, pins, relaxation).provesInfeasible(PRICE_STEPS, deadline)) {
            return true;
        }
        if (CpSat.isAvailable() && demands.pairs() <= Prover.LARGEST) {
            return isRefuted(demands, pins);
        }
        if (demands.pairs() > ExactSearch.LARGEST) {
            return false;
        }
        relaxation.evaluate(new double[demands.limits()]);
        Incumbent incumbent = new Incumbent(pins);
        return new ExactSearch(demands, pins, relaxation, incumbent, NODES, deadline).completes()
                && !incumbent.best().isFeasible();
    }

    private boolean isRefuted(Problem demands, Ledger pins) {
        int[] free = java.util.stream.IntStream.range(0, demands.pairs())
                .filter(pair -> !demands.pinned[pair] && pins.fits(pair))
                .toArray();
        CpSat.Answer answer = CpSat.solve(demands, pins, free, new int[0], new CpSat.Budget(WORK, deadline, 0));
        return answer.isComplete() && answer.chosen() == null;
    }

    private static List<Demand> demandsOf(Problem problem) {
        List<Demand> demands = new ArrayList<>();
        for (int limit = 0; limit < problem.limits(); limit++) {
            if (problem.limitMax[limit] != Problem.UNLIMITED) {
                demands.add(new Demand(Demand.Kind.LIMIT_MAX, limit));
            }
            if (problem.limitMin[limit] > 0) {
                demands.add(new Demand(Demand.Kind.LIMIT_MIN, limit));
            }
        }
        for (int campaign = 0; campaign < problem.campaigns(); campaign++) {
            if (problem.campaignMax[campaign] < problem.pairsOfCampaign.size(campaign)) {
                demands.add(new Demand(Demand.Kind.CAMPAIGN_MAX, campaign));
            }
            if (problem.campaignMin[campaign] > 0) {
                demands.add(new Demand(Demand.Kind.CAMPAIGN_MIN, campaign));
            }
        }
        return demands;
    }
}
