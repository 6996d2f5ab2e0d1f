package org.countersign.autonomy;

import java.util.List;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;

/**
 * What a licence is for.
 *
 * @param market country, ISO 3166-1; its parts are of it
 */
public record Scope(String model, String version, Kind kind, String market) {

    private static final int COUNTRY = 2;

    /** The markets of a proposal, sorted; empty where it does not say. */
    static List<String> markets(Proposal proposal) {
        return proposal.audience().jurisdictions().stream()
                .map(place -> place.length() > COUNTRY ? place.substring(0, COUNTRY) : place)
                .distinct()
                .sorted()
                .toList();
    }
}
