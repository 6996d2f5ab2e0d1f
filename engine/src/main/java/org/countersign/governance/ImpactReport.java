package org.countersign.governance;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.countersign.bias.BiasReport;
import org.countersign.policy.Route;
import org.jspecify.annotations.Nullable;

/**
 * What one version would have done to past decisions that another does not. Its canonical JSON is what is hashed, and what
 * an approval is bound to.
 *
 * @param from the version compared with, usually the one in force
 * @param to the version looked at
 * @param days how far back; null for a file
 * @param file its name; null where decisions came from the records
 * @param until decisions from then on are not in it
 * @param decisions that were judged by both versions
 * @param unreadable decisions that could not be read any more
 * @param before how many each route has under {@code from}
 * @param after the same under {@code to}
 * @param turns every change of route, most frequent first
 * @param obligations decisions that keep their route and get other disclosures, redactions or warnings
 * @param rules how many turns each rule has a part in, because it speaks now and did not, or the other way round
 * @param live suggestions that customers see today or will in a slot: every one of them is gated again when the version
 *     changes, and whatever people had approved waits for people again
 * @param withdrawn suggestions that customers see today and the new version would block
 * @param waiting suggestions that customers see today and the new version would put before a person
 * @param emptySlots slots that would have nothing left in them
 * @param fairness selection rates by group before and after
 */
public record ImpactReport(
        String from,
        String to,
        @Nullable Integer days,
        @Nullable String file,
        Instant until,
        long decisions,
        long unreadable,
        SortedMap<Route, Long> before,
        SortedMap<Route, Long> after,
        List<Turn> turns,
        long obligations,
        SortedMap<String, Long> rules,
        long live,
        long withdrawn,
        long waiting,
        List<EmptySlot> emptySlots,
        List<Fairness> fairness) {

    public ImpactReport {
        turns = List.copyOf(turns);
        emptySlots = List.copyOf(emptySlots);
        fairness = List.copyOf(fairness);
    }

    /** How many decisions turn out differently. */
    public long flips() {
        return turns.stream().mapToLong(Turn::count).sum();
    }

    /**
     * Decisions that go from one route to another. Counts by market and channel can add up to more: a suggestion may have
     * several of both.
     *
     * @param bySegment the 20 with the most; suggestions for single customers have none
     */
    public record Turn(
            Route from,
            Route to,
            long count,
            SortedMap<String, Long> byKind,
            SortedMap<String, Long> byMarket,
            SortedMap<String, Long> byChannel,
            SortedMap<String, Long> bySegment) {}

    /**
     * A slot whose every confirmed place would fall.
     *
     * @param places how many it has
     */
    public record EmptySlot(String slot, String channel, Instant start, int places) {}

    /**
     * One attribute. A customer counts as selected where the suggestion favours them and is not blocked; eligible are all
     * who could have been chosen. Intervals and results are those of the bias check.
     *
     * @param attribute as suggestions name it; {@code age band} for suggestions to single customers
     */
    public record Fairness(String attribute, BiasReport.Check before, BiasReport.Check after) {}
}
