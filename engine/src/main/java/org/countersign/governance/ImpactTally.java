package org.countersign.governance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.countersign.governance.Judge.Judged;
import org.countersign.policy.Route;

/** Adds up what an impact report tells. */
final class ImpactTally {

    private static final int SEGMENTS = 20;

    private final Map<Route, Long> before = new EnumMap<>(Route.class);
    private final Map<Route, Long> after = new EnumMap<>(Route.class);
    private final Map<String, TurnCounts> turns = new TreeMap<>();
    private final SortedMap<String, Long> rules = new TreeMap<>();
    private long decisions;
    private long obligations;
    private long withdrawn;
    private long waiting;

    /** A decision of the window. */
    void add(Judged judged) {
        decisions++;
        before.merge(judged.before(), 1L, Long::sum);
        after.merge(judged.after(), 1L, Long::sum);
        if (!judged.isFlip() && judged.obligationsDiffer()) {
            obligations++;
        }
    }

    /** A flip, of the window or of something that is live. */
    void add(Flip flip) {
        if (!flip.beforeWindow()) {
            turns.computeIfAbsent(flip.from() + " " + flip.to(), key -> new TurnCounts(flip.from(), flip.to()))
                    .add(flip);
            flip.rules().forEach(rule -> rules.merge(rule, 1L, Long::sum));
        }
        if (flip.live() && flip.to() == Route.BLOCK) {
            withdrawn++;
        }
        if (flip.live() && flip.to() == Route.REVIEW) {
            waiting++;
        }
    }

    long decisions() {
        return decisions;
    }

    long obligations() {
        return obligations;
    }

    long withdrawn() {
        return withdrawn;
    }

    long waiting() {
        return waiting;
    }

    SortedMap<String, Long> rules() {
        return Collections.unmodifiableSortedMap(rules);
    }

    SortedMap<Route, Long> before() {
        return new TreeMap<>(before);
    }

    SortedMap<Route, Long> after() {
        return new TreeMap<>(after);
    }

    List<ImpactReport.Turn> turns() {
        return turns.values().stream()
                .map(TurnCounts::turn)
                .sorted(Comparator.comparingLong(ImpactReport.Turn::count).reversed())
                .toList();
    }

    private static final class TurnCounts {

        private final Route from;
        private final Route to;
        private final SortedMap<String, Long> kinds = new TreeMap<>();
        private final SortedMap<String, Long> markets = new TreeMap<>();
        private final SortedMap<String, Long> channels = new TreeMap<>();
        private final SortedMap<String, Long> segments = new TreeMap<>();
        private long count;

        TurnCounts(Route from, Route to) {
            this.from = from;
            this.to = to;
        }

        void add(Flip flip) {
            count++;
            kinds.merge(flip.kind(), 1L, Long::sum);
            flip.markets().forEach(market -> markets.merge(market, 1L, Long::sum));
            flip.channels().forEach(channel -> channels.merge(channel, 1L, Long::sum));
            if (flip.segment() != null) {
                segments.merge(flip.segment(), 1L, Long::sum);
            }
        }

        ImpactReport.Turn turn() {
            SortedMap<String, Long> most = new TreeMap<>();
            List<Map.Entry<String, Long>> sorted = new ArrayList<>(segments.entrySet());
            sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed());
            sorted.stream().limit(SEGMENTS).forEach(segment -> most.put(segment.getKey(), segment.getValue()));
            return new ImpactReport.Turn(from, to, count, kinds, markets, channels, most);
        }
    }
}
