package org.countersign.autonomy;

import java.util.List;

/**
 * What licences allow for one suggestion.
 *
 * @param licences ids of those it follows from; empty for {@link Leeway#NONE}
 */
public record Held(Leeway leeway, List<String> licences) {

    /** No licence. */
    public static final Held NOTHING = new Held(Leeway.NONE, List.of());

    public Held {
        licences = List.copyOf(licences);
    }
}
