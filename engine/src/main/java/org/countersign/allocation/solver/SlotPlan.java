package org.countersign.allocation.solver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.optaplanner.core.api.domain.solution.PlanningEntityCollectionProperty;
import org.optaplanner.core.api.domain.solution.PlanningScore;
import org.optaplanner.core.api.domain.solution.PlanningSolution;
import org.optaplanner.core.api.domain.solution.ProblemFactCollectionProperty;
import org.optaplanner.core.api.domain.solution.ProblemFactProperty;
import org.optaplanner.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import org.optaplanner.core.api.score.director.ScoreDirector;

/** A plan as OptaPlanner sees it: the planning solution. */
@PlanningSolution
class SlotPlan {

    @ProblemFactProperty
    private Problem problem;

    @ProblemFactCollectionProperty
    private List<Campaign> campaigns;

    @ProblemFactCollectionProperty
    private List<Limit> limits;

    @ProblemFactCollectionProperty
    private List<Reach> reaches;

    @PlanningEntityCollectionProperty
    private List<Place> places;

    /** Where the places of a campaign begin; one more at the end. Shared by all clones. */
    private int[] firstPlace;

    @PlanningScore
    private @Nullable HardSoftLongScore score;

    @SuppressWarnings("NullAway.Init") // for OptaPlanner's cloner, which fills all fields in
    SlotPlan() {}

    private SlotPlan(Problem problem) {
        this.problem = problem;
        campaigns = new ArrayList<>();
        limits = new ArrayList<>();
        reaches = new ArrayList<>();
        places = new ArrayList<>();
        firstPlace = new int[problem.campaigns() + 1];
    }

    /** A plan to improve: only what the incremental calculator needs. */
    static SlotPlan toSolve(Problem problem, Ledger start) {
        SlotPlan plan = new SlotPlan(problem);
        List<Slot> slots = new ArrayList<>();
        for (int slot = 0; slot < problem.slots; slot++) {
            slots.add(new Slot(slot));
        }
        for (int index = 0; index < problem.campaigns(); index++) {
            Campaign campaign = new Campaign(problem, index, slots);
            plan.campaigns.add(campaign);
            plan.addPlaces(campaign, slots, start);
            plan.firstPlace[index + 1] = plan.places.size();
        }
        return plan;
    }

    /** The same with all the facts that the constraint streams join. */
    static SlotPlan toExplain(Problem problem, Ledger start) {
        SlotPlan plan = toSolve(problem, start);
        Map<Campaign, Set<Integer>> reached = new LinkedHashMap<>();
        for (Place place : plan.places) {
            reached.computeIfAbsent(place.campaign(), campaign -> limitsOf(problem, campaign));
        }
        Set<Integer> inReach = new HashSet<>();
        reached.values().forEach(inReach::addAll);
        for (int limit = 0; limit < problem.limits(); limit++) {
            plan.limits.add(new Limit(problem, limit, !inReach.contains(limit)));
        }
        reached.forEach((campaign, limits) ->
                limits.forEach(limit -> plan.reaches.add(new Reach(campaign, plan.limits.get(limit)))));
        return plan;
    }

    private static Set<Integer> limitsOf(Problem problem, Campaign campaign) {
        Set<Integer> limits = new TreeSet<>();
        int index = campaign.index();
        for (int i = problem.pairsOfCampaign.start(index); i < problem.pairsOfCampaign.end(index); i++) {
            int pair = problem.pairsOfCampaign.item(i);
            for (int place = problem.limitsOfPair.start(pair); place < problem.limitsOfPair.end(pair); place++) {
                limits.add(problem.limitsOfPair.item(place));
            }
        }
        return limits;
    }

    // A campaign never has more places than it may use, unless more are pinned.
    private void addPlaces(Campaign campaign, List<Slot> slots, Ledger start) {
        int eligible = campaign.eligible().size();
        int wanted = Math.max(Math.min(campaign.max(), eligible), start.placed(campaign.index()));
        int last = places.size() + wanted;
        for (Slot slot : campaign.eligible()) {
            int pair = campaign.pairIn(slot);
            if (start.has(pair)) {
                places.add(new Place(places.size(), campaign, slots.get(slot.index()), problem.pinned[pair]));
            }
        }
        while (places.size() < last) {
            places.add(new Place(places.size(), campaign, null, false));
        }
    }

    Problem problem() {
        return problem;
    }

    List<Place> places() {
        return places;
    }

    @Nullable
    HardSoftLongScore score() {
        return score;
    }

    /**
     * Gives some campaigns other places, and moves as few of them as possible.
     *
     * @param pairs all that these campaigns have from now on, beside pins
     */
    void put(ScoreDirector<SlotPlan> director, int[] campaigns, int[] pairs) {
        Map<Integer, Deque<Integer>> wanted = new HashMap<>();
        for (int pair : pairs) {
            wanted.computeIfAbsent(problem.pairCampaign[pair], campaign -> new ArrayDeque<>())
                    .add(pair);
        }
        for (int index : campaigns) {
            Deque<Integer> missing = wanted.getOrDefault(index, new ArrayDeque<>());
            List<Place> open = new ArrayList<>();
            for (int i = firstPlace[index]; i < firstPlace[index + 1]; i++) {
                Place place = places.get(i);
                if (!place.isPinned() && !(place.slot() != null && missing.remove(place.pair()))) {
                    open.add(place);
                }
            }
            for (Place place : open) {
                Integer pair = missing.poll();
                Slot slot = pair == null ? null : place.campaign().slotOf(pair);
                if (slot != place.slot()) {
                    director.beforeVariableChanged(place, "slot");
                    place.move(slot);
                    director.afterVariableChanged(place, "slot");
                }
            }
        }
        director.triggerVariableListeners();
    }

    /** The same plan, counted. */
    Ledger ledger() {
        Ledger ledger = Ledger.empty(problem);
        for (Place place : places) {
            if (place.slot() != null) {
                ledger.add(place.pair());
            }
        }
        return ledger;
    }
}
