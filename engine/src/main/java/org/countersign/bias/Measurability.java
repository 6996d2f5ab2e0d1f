package org.countersign.bias;

import java.util.List;
import java.util.Optional;
import org.countersign.bias.BiasCheckRequest.Group;

/**
 * Which groups of one check are large enough to be judged: at least {@value #MIN_ELIGIBLE} eligible customers, and at
 * least {@value #MIN_EXPECTED} favoured ones expected. What is expected follows from the pooled rate, that of all groups
 * together, and not from the group's own: a group of which nobody was favoured is the very one to be judged.
 */
final class Measurability {

    static final int MIN_ELIGIBLE = 30;
    static final int MIN_EXPECTED = 5;

    /** Of fewer customers no number is told: it would say something of each of them. */
    static final int MIN_SHOWN = 10;

    /** Name of the group of those whose attribute is not known. */
    static final String UNKNOWN = "unknown";

    /** Above this share of unknown customers, in percent, a check says nothing about the others. */
    static final int MAX_UNKNOWN_PERCENT = 20;

    private final long eligible;
    private final long favoured;
    private final long unknown;

    private Measurability(long eligible, long favoured, long unknown) {
        this.eligible = eligible;
        this.favoured = favoured;
        this.unknown = unknown;
    }

    static Measurability of(List<Group> groups) {
        return new Measurability(
                groups.stream().mapToLong(Group::eligible).sum(),
                groups.stream().mapToLong(Group::favoured).sum(),
                groups.stream()
                        .filter(Measurability::isUnknown)
                        .mapToLong(Group::eligible)
                        .sum());
    }

    /** Whether the group stands for a missing attribute; such a group is shown and never judged. */
    static boolean isUnknown(Group group) {
        return UNKNOWN.equalsIgnoreCase(group.group());
    }

    boolean isMeasurable(Group group) {
        return !isUnknown(group) && tooSmall(group).isEmpty();
    }

    /** Why a group cannot be judged, as the rest of a sentence; empty if it can. */
    Optional<String> tooSmall(Group group) {
        if (group.eligible() < MIN_ELIGIBLE) {
            String size = group.eligible() < MIN_SHOWN ? "fewer than " + MIN_SHOWN : String.valueOf(group.eligible());
            return Optional.of("has " + size + " eligible and needs at least " + MIN_ELIGIBLE + " to be judged");
        }
        // Compared as products, so that exactly 5 is 5.
        if ((double) group.eligible() * favoured < (double) MIN_EXPECTED * eligible) {
            return Optional.of("has " + Text.number(expectedFavoured(group))
                    + " favoured expected at the pooled rate and needs at least " + MIN_EXPECTED + " to be judged");
        }
        return Optional.empty();
    }

    private double expectedFavoured(Group group) {
        return eligible == 0 ? 0 : (double) group.eligible() * favoured / eligible;
    }

    /** What makes the whole check unmeasurable, as a sentence without its full stop; empty if nothing does. */
    Optional<String> obstacle(List<Group> groups) {
        if (favoured == 0) {
            return Optional.of("Nobody was favoured (0 of " + eligible + "), so there are no rates to compare");
        }
        if (unknown * 100 > (long) MAX_UNKNOWN_PERCENT * eligible) {
            return Optional.of("The attribute is missing for " + unknown + " of " + eligible + " eligible, more than "
                    + MAX_UNKNOWN_PERCENT + " %");
        }
        if (groups.stream().filter(group -> !isUnknown(group)).count() < 2) {
            return Optional.of("There are no two groups to compare");
        }
        return Optional.empty();
    }
}
