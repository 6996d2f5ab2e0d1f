package org.countersign.screening;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.autonomy.Licences;
import org.countersign.autonomy.Markets;
import org.countersign.bias.BiasCheckRequest;
import org.countersign.consent.Consent;
import org.countersign.monitoring.Alarms;
import org.countersign.monitoring.SingleCustomers;
import org.countersign.suggestion.BatchId;
import org.countersign.suggestion.Kind;
import org.countersign.suggestion.Proposal;
import org.countersign.suggestion.SuggestionView;
import org.jspecify.annotations.Nullable;

/** What monitoring says about suggestions that are screened together, asked once for all that share it. */
final class SharedFindings {

    private final SingleCustomers singles;
    private final Alarms alarms;
    private final Licences licences;
    private final Map<Pool, List<BiasCheckRequest.Check>> checks = new HashMap<>();
    private final Map<Proposal.Model, Boolean> openAlarms = new HashMap<>();
    private final Map<Licensee, Markets> held = new HashMap<>();

    SharedFindings(SingleCustomers singles, Alarms alarms, Licences licences) {
        this.singles = singles;
        this.alarms = alarms;
        this.licences = licences;
    }

    /** Those who share their checks: {@code batch} is null for what was posted by itself. */
    private record Pool(
            Proposal.Model model, Kind kind, @Nullable BatchId batch) {}

    /** Those who share their licences. */
    private record Licensee(Proposal.Model model, Kind kind) {}

    /** @param view null for a dry run: monitoring has not counted that, while it counts every first revision */
    Circumstances with(
            List<Consent> consents, Proposal proposal, @Nullable BatchId batch, @Nullable SuggestionView view) {
        boolean counted = view != null && view.revision() == 1;
        Proposal.Model model = proposal.model();
        return new Circumstances(
                consents,
                proposal.audience().subject() == null ? List.of() : checks(proposal, batch, counted),
                view != null && view.reworkRounds() > 0,
                openAlarms.computeIfAbsent(model, each -> alarms.isOpen(each.name(), each.version())),
                held.computeIfAbsent(
                                new Licensee(model, proposal.kind()),
                                each -> licences.inForce(each.model(), each.kind()))
                        .of(proposal));
    }

    private List<BiasCheckRequest.Check> checks(Proposal proposal, @Nullable BatchId batch, boolean counted) {
        if (!counted) {
            // Then its own counts are part of it, and nobody shares them.
            return singles.checks(proposal, batch, false);
        }
        return checks.computeIfAbsent(
                new Pool(proposal.model(), proposal.kind(), batch), pool -> singles.checks(proposal, batch, true));
    }
}
