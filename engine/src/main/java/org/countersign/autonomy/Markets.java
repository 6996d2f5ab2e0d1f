package org.countersign.autonomy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countersign.suggestion.Proposal;

/** Licences of one model version and kind, by market. */
public record Markets(Map<String, LicenceView> licences) {

    public Markets {
        licences = Map.copyOf(licences);
    }

    /** What they allow for this proposal: as much as the least trusted of its markets, and nothing without one. */
    public Held of(Proposal proposal) {
        List<LicenceView> held = new ArrayList<>();
        for (String market : Scope.markets(proposal)) {
            LicenceView licence = licences.get(market);
            if (licence == null) {
                return Held.NOTHING;
            }
            held.add(licence);
        }
        return held.stream()
                .map(LicenceView::leeway)
                .reduce(Leeway::least)
                .map(leeway -> new Held(
                        leeway, held.stream().map(each -> each.id().toString()).toList()))
                .orElse(Held.NOTHING);
    }
}
