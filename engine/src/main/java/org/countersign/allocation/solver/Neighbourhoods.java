package org.countersign.allocation.solver;

import java.util.Arrays;
import java.util.Random;
import org.optaplanner.core.api.score.director.ScoreDirector;
import org.optaplanner.core.impl.phase.custom.CustomPhaseCommand;

/**
 * A step of OptaPlanner that plans a part anew: some campaigns that compete for the same slots are decided exactly, all
 * of them together, while everybody else stays (large neighbourhood search, Shaw 1998). How many they are depends on how
 * quickly the parts before were solved, counted in deterministic work, never in seconds; which of their slots are tried
 * depends on what the decomposition says they would cost.
 */
final class Neighbourhoods implements CustomPhaseCommand<SlotPlan> {

    private static final double LEAST_WORK = 0.1;
    private static final double MOST_WORK = 20;
    private static final double FIRST = 40;
    private static final double FEWEST = 6;
    private static final double MOST = 1_200;
    private static final int PATIENCE = 6;

    /** By how much more is tried where nothing is found any more. */
    private static final double WIDER = 1.5;

    /** What a pair may lose to the bound and still be tried, at first: so many times the gap of one campaign. */
    private static final double GAPS = 3;

    private final Problem problem;
    private final double[] regret;
    private final Deadline deadline;
    private final Rows pairsOfSlot;
    private final Random random;
    private final int[] seenIn;
    private int round;
    private double size = FIRST;
    private double work = LEAST_WORK;
    private int idle;
    private double bearable;

    /**
     * @param regret by how much the bound falls if a pair has to be taken: pairs of little regret are tried first
     * @param gap from the value of the best plan to the bound
     */
    Neighbourhoods(Problem problem, double[] regret, double gap, long seed, Deadline deadline) {
        this.problem = problem;
        this.regret = regret;
        bearable = GAPS * gap / Math.max(1, problem.campaigns());
        this.deadline = deadline;
        random = new Random(seed);
        seenIn = new int[problem.campaigns()];
        pairsOfSlot = Rows.group(problem.slots, problem.pairSlot);
    }

    @Override
    public void changeWorkingSolution(ScoreDirector<SlotPlan> director) {
        SlotPlan working = director.getWorkingSolution();
        Ledger plan = working.ledger();
        // Less than a part takes: the last moments are better spent on small moves.
        if (!plan.isFeasible() || deadline.left().toMillis() < 30) {
            return;
        }
        round++;
        int[] campaigns = competitors((int) Math.min(size, problem.campaigns()));
        int[] chosen = chosenOf(plan, campaigns);
        long value = 0;
        for (int pair : chosen) {
            plan.remove(pair);
            value += problem.pairValue[pair];
        }
        int[] free = freeOf(plan, campaigns, chosen);
        if (free.length == 0) {
            return;
        }
        CpSat.Answer answer = CpSat.solve(
                problem, plan, free, chosen, new CpSat.Budget(work, deadline, random.nextInt(Integer.MAX_VALUE)));
        adapt(answer);
        int[] better = answer.chosen();
        if (better == null) {
            return;
        }
        long reached = Arrays.stream(better).mapToLong(problem::valueOf).sum();
        idle = reached > value ? 0 : idle + 1;
        // An equal plan is taken too: from there other parts may find more.
        if (reached >= value) {
            working.put(director, campaigns, better);
        }
    }

    private void adapt(CpSat.Answer answer) {
        if (!answer.isComplete()) {
            size = Math.max(FEWEST, size * 0.93);
        } else if (answer.work() < work / 3) {
            size = Math.min(Math.min(MOST, problem.campaigns()), size * 1.05);
        }
        boolean isAllTried = answer.isComplete() && size >= problem.campaigns();
        if (idle >= PATIENCE || (idle > 0 && isAllTried)) {
            bearable *= WIDER;
            work = isAllTried ? work : Math.min(MOST_WORK, work * WIDER);
            idle = 0;
        }
    }

    // From one campaign over a slot it wants to another that wants it, and on from either.
    private int[] competitors(int count) {
        int[] found = new int[count];
        int first = random.nextInt(problem.campaigns());
        seenIn[first] = round;
        found[0] = first;
        int size = 1;
        Rows own = problem.pairsOfCampaign;
        for (int tries = count * 20; size < count && tries > 0; tries--) {
            int from = found[random.nextInt(size)];
            int next;
            if (own.size(from) == 0) {
                next = random.nextInt(problem.campaigns());
            } else {
                int slot = problem.pairSlot[own.item(own.start(from) + random.nextInt(own.size(from)))];
                int pair = pairsOfSlot.item(pairsOfSlot.start(slot) + random.nextInt(pairsOfSlot.size(slot)));
                next = problem.pairCampaign[pair];
            }
            if (seenIn[next] != round) {
                seenIn[next] = round;
                found[size++] = next;
            }
        }
        return Arrays.copyOf(found, size);
    }

    private int[] chosenOf(Ledger plan, int[] campaigns) {
        Ints chosen = new Ints();
        for (int campaign : campaigns) {
            for (int p = problem.pairsOfCampaign.start(campaign); p < problem.pairsOfCampaign.end(campaign); p++) {
                int pair = problem.pairsOfCampaign.item(p);
                if (plan.has(pair) && !problem.pinned[pair]) {
                    chosen.add(pair);
                }
            }
        }
        return chosen.toArray();
    }

    private int[] freeOf(Ledger plan, int[] campaigns, int[] chosen) {
        int[] sorted = chosen.clone();
        Arrays.sort(sorted);
        Ints free = new Ints();
        for (int campaign : campaigns) {
            for (int p = problem.pairsOfCampaign.start(campaign); p < problem.pairsOfCampaign.end(campaign); p++) {
                int pair = problem.pairsOfCampaign.item(p);
                boolean isOwed = plan.isOwed(pair);
                boolean isWorthATry = isOwed
                        || (problem.pairValue[pair] > 0
                                && (regret[pair] <= bearable || Arrays.binarySearch(sorted, pair) >= 0));
                if (isWorthATry && plan.fits(pair)) {
                    free.add(pair);
                }
            }
        }
        return free.toArray();
    }
}
