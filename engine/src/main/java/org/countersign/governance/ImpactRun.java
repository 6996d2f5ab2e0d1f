package org.countersign.governance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.countersign.allocation.PlanView;
import org.countersign.bias.BiasChecks;
import org.countersign.governance.Judge.Judged;
import org.countersign.policy.FactSet;
import org.countersign.policy.Route;
import org.countersign.screening.PastDecision;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;

/** One replay under way: judges page after page and adds up. */
final class ImpactRun {

    private final ImpactView impact;
    private final Judge judge;
    private final Suggestions suggestions;
    private final ImpactRows rows;
    private final Set<SuggestionId> live;
    private final Set<SuggestionId> seen = new HashSet<>();
    private final Set<SuggestionId> blocked = new HashSet<>();
    private final ImpactTally tally = new ImpactTally();
    private final FairnessTally fairness = new FairnessTally();
    private final LongPredicate goesOn;
    private int flips;
    private long done;
    private long unreadable;

    /**
     * @param live suggestions that customers can see
     * @param goesOn is told how many decisions are judged; false: it was cancelled
     */
    ImpactRun(
            ImpactView impact,
            Judge judge,
            Suggestions suggestions,
            ImpactRows rows,
            Set<SuggestionId> live,
            LongPredicate goesOn) {
        this.impact = impact;
        this.judge = judge;
        this.suggestions = suggestions;
        this.rows = rows;
        this.live = live;
        this.goesOn = goesOn;
    }

    /**
     * Judges some decisions.
     *
     * @param inWindow false: only what turns out differently is told of
     * @return whether to go on
     */
    boolean judge(Collection<PastDecision> decisions, int unreadableBeside, boolean inWindow) {
        List<Judged> judged = decisions.parallelStream().map(judge::judge).toList();
        List<Judged> flipped = new ArrayList<>();
        for (Judged one : judged) {
            if (inWindow) {
                tally.add(one);
                fairness.add(one);
                seen.add(one.decision().suggestion());
            }
            if (one.isFlip()) {
                flipped.add(one);
            }
            if (one.after() == Route.BLOCK) {
                blocked.add(one.decision().suggestion());
            }
        }
        store(flipped, inWindow);
        unreadable += unreadableBeside;
        done += decisions.size() + unreadableBeside;
        return goesOn.test(done);
    }

    private void store(List<Judged> flipped, boolean inWindow) {
        if (flipped.isEmpty()) {
            return;
        }
        Map<SuggestionId, SuggestionView> views = suggestions.getAll(
                flipped.stream().map(one -> one.decision().suggestion()).toList());
        List<Flip> stored = flipped.stream()
                .map(one -> flip(one, segment(views.get(one.decision().suggestion())), inWindow))
                .toList();
        stored.forEach(tally::add);
        rows.insert(impact.id(), flips + 1, stored);
        flips += stored.size();
    }

    private static @Nullable String segment(@Nullable SuggestionView view) {
        return view == null || view.proposal() == null
                ? null
                : view.proposal().audience().segment();
    }

    private Flip flip(Judged judged, @Nullable String segment, boolean inWindow) {
        PastDecision decision = judged.decision();
        FactSet facts = decision.facts();
        return new Flip(
                decision.suggestion(),
                decision.revision(),
                decision.at(),
                facts.text("suggestion.kind"),
                texts(facts, "customer.jurisdictions"),
                texts(facts, "suggestion.channels"),
                segment,
                judged.before(),
                judged.after(),
                judged.rules(),
                live.contains(decision.suggestion()),
                !inWindow);
    }

    private static List<String> texts(FactSet facts, String fact) {
        return facts.value(fact)
                .map(value -> ((List<?>) value).stream().map(String::valueOf).toList())
                .orElse(List.of());
    }

    /** What is live, but was decided before the window. */
    Set<SuggestionId> liveAndUnseen() {
        Set<SuggestionId> unseen = new HashSet<>(live);
        unseen.removeAll(seen);
        return unseen;
    }

    /** @param places confirmed places to come */
    ImpactReport report(Instant until, List<PlanView.Placement> places, BiasChecks checks) {
        return new ImpactReport(
                impact.from(),
                impact.to(),
                impact.days(),
                impact.file(),
                until,
                tally.decisions(),
                unreadable,
                tally.before(),
                tally.after(),
                tally.turns(),
                tally.obligations(),
                tally.rules(),
                live.size(),
                tally.withdrawn(),
                tally.waiting(),
                emptySlots(places),
                fairness.report(checks));
    }

    private List<ImpactReport.EmptySlot> emptySlots(List<PlanView.Placement> places) {
        Map<String, List<PlanView.Placement>> bySlot = places.stream()
                .collect(Collectors.groupingBy(PlanView.Placement::slot, TreeMap::new, Collectors.toList()));
        return bySlot.values().stream()
                .filter(own -> own.stream().allMatch(place -> blocked.contains(place.suggestion())))
                .map(own -> new ImpactReport.EmptySlot(
                        own.getFirst().slot(),
                        own.getFirst().channel(),
                        own.getFirst().start(),
                        own.size()))
                .toList();
    }

    long done() {
        return done;
    }
}
