package org.countersign.allocation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.suggestion.Proposal;
import org.jspecify.annotations.Nullable;

/** Why somebody waits on, whatever is planned, in a sentence. */
final class WhyWaiting {

    private static final int MOST_PAIRS = 500_000;

    private WhyWaiting() {}

    /** Why it has to wait for another plan; null if it is planned in this one. */
    static @Nullable String another(Applicant applicant, String currency, int pairs) {
        if (pairs > MOST_PAIRS) {
            return "More wait than one plan can hold; its turn comes with the next one.";
        }
        if (applicant.currency().isEmpty()) {
            return "It states no expected value, so nothing says whom it should go before.";
        }
        Proposal.Product soldOut = applicant.soldOut();
        if (soldOut != null) {
            return Titles.of(soldOut) + " is out of stock.";
        }
        return applicant.currency().equals(currency)
                ? null
                : "Its value is in " + applicant.currency() + " and this plan is in " + currency
                        + "; each currency has plans of its own.";
    }

    /** Why it may take none of these slots. */
    static String nowhere(Applicant applicant, List<SlotBook.Slot> free, AllocationSettings settings) {
        if (free.isEmpty()) {
            return "There is no slot to come.";
        }
        Map<Applicant.Obstacle, Long> counts = free.stream()
                .map(slot -> applicant.obstacle(slot, settings))
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(
                        Function.identity(), () -> new EnumMap<>(Applicant.Obstacle.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().count(entry.getValue()))
                .collect(Collectors.joining(", ", "It may take none of the " + free.size() + " slots to come: ", "."));
    }
}
