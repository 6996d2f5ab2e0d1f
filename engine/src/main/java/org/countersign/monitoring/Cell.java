package org.countersign.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.Proposal.Audience;
import org.countersign.suggestion.Proposal.Price;
import org.jspecify.annotations.Nullable;

/**
 * How many customers of one group a suggestion concerns.
 *
 * @param eligible whom the model could have favoured; null where it does not say
 * @param favoured whom it favours
 */
record Cell(String attribute, String group, @Nullable Long eligible, long favoured) {

    static final String AGE = "ageBand";
    static final String MARKET = "market";
    private static final String UNKNOWN = "unknown";
    private static final String AND = " × ";

    /**
     * The groups of a proposal: as its composition states them, and by the audience's age band and market where it does
     * not. For one customer, every pair of attributes is a group too.
     */
    static List<Cell> of(Proposal proposal) {
        List<Cell> cells = new ArrayList<>(stated(proposal.audience()));
        Set<String> attributes = cells.stream().map(Cell::attribute).collect(Collectors.toCollection(TreeSet::new));
        boolean single = proposal.audience().subject() != null;
        Boolean favoured = (single && cells.isEmpty()) ? favoured(proposal) : null;
        List<Cell> derived = List.of(
                new Cell(AGE, Objects.requireNonNullElse(proposal.audience().ageBand(), UNKNOWN), null, 0),
                new Cell(MARKET, market(proposal.audience()), null, 0));
        for (Cell cell : derived) {
            if (!attributes.contains(cell.attribute())) {
                cells.add(new Cell(
                        cell.attribute(), cell.group(), favoured == null ? null : 1L, customers(proposal, favoured)));
            }
        }
        if (single) {
            addPairs(cells);
        }
        return List.copyOf(cells);
    }

    /** Of those, the ones that say whom the model could have favoured: what a bias check can be computed from. */
    static List<Cell> measurable(Proposal proposal) {
        return of(proposal).stream().filter(cell -> cell.eligible() != null).toList();
    }

    /** Whether the customer is unknown by this attribute. */
    boolean isUnknown() {
        return group.contains(UNKNOWN);
    }

    private static List<Cell> stated(Audience audience) {
        return audience.composition().stream()
                .flatMap(composition -> composition.groups().stream()
                        .filter(group -> group.eligible() > 0)
                        .map(group -> new Cell(
                                composition.attribute(), group.group(), (long) group.eligible(), group.favoured())))
                .toList();
    }

    /** What one customer gains by a proposal that does not say itself: a reduction, where it is about a price. */
    private static @Nullable Boolean favoured(Proposal proposal) {
        Price price = proposal.content().price();
        return (proposal.kind() == Kind.PRICE_OFFER && price != null)
                ? Boolean.valueOf(price.offered().compareTo(price.list()) < 0)
                : null;
    }

    private static long customers(Proposal proposal, @Nullable Boolean favoured) {
        if (favoured == null) {
            return proposal.audience().size();
        }
        return favoured ? 1 : 0;
    }

    private static String market(Audience audience) {
        return switch (audience.jurisdictions().size()) {
            case 0 -> UNKNOWN;
            case 1 -> audience.jurisdictions().getFirst();
            default -> "several";
        };
    }

    /** Only of what is said of the customer alone: a composition may be that of all whom the model looked at. */
    private static void addPairs(List<Cell> cells) {
        List<Cell> single = cells.stream()
                .filter(cell -> cell.eligible() == null || cell.eligible() == 1)
                .toList();
        for (int one = 0; one < single.size(); one++) {
            for (int other = one + 1; other < single.size(); other++) {
                Cell first = single.get(one);
                Cell second = single.get(other);
                if (first.attribute().equals(second.attribute())) {
                    continue;
                }
                boolean stated = first.eligible() != null && second.eligible() != null;
                cells.add(new Cell(
                        first.attribute() + AND + second.attribute(),
                        first.group() + AND + second.group(),
                        stated ? 1L : null,
                        Math.min(first.favoured(), second.favoured())));
            }
        }
    }

    /** Whether this is a pair of attributes. */
    static boolean isPair(String attribute) {
        return attribute.contains(AND);
    }
}
