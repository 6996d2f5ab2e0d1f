package org.countersign.review;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.audit.EntryId;
import org.countersign.screening.DecisionRecord;
import org.countersign.screening.Screenings;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.springframework.stereotype.Component;

/** The approvals that stand: by people and automatic, of the present revision and content. */
@Component
class StandingApprovals {

    private final ReviewRows rows;
    private final Screenings screenings;

    StandingApprovals(ReviewRows rows, Screenings screenings) {
        this.rows = rows;
        this.screenings = screenings;
    }

    /** Oldest first; left out where there is none. */
    Map<SuggestionId, List<Approval>> of(Collection<SuggestionView> views, Map<SuggestionId, DecisionRecord> records) {
        List<SuggestionId> ids = views.stream().map(SuggestionView::id).toList();
        Map<SuggestionId, List<Approval>> people = rows.approvals(ids);
        Map<SuggestionId, EntryId> automatic = screenings.automaticApprovals(ids);
        Map<SuggestionId, List<Approval>> standing = new HashMap<>();
        for (SuggestionView view : views) {
            if (view.state() == SuggestionState.RECEIVED) {
                continue; // Back at the start: whatever stood has fallen.
            }
            List<Approval> all = new ArrayList<>(people.getOrDefault(view.id(), List.of()));
            DecisionRecord record = records.get(view.id());
            EntryId entry = automatic.get(view.id());
            if (record != null && entry != null) {
                all.add(automatic(record, entry));
            }
            standing.put(
                    view.id(),
                    all.stream()
                            .filter(approval -> approval.revision() == view.revision()
                                    && approval.contentHash().equals(view.contentHash()))
                            .toList());
        }
        return standing;
    }

    private static Approval automatic(DecisionRecord record, EntryId entry) {
        return new Approval(
                "SYSTEM:automatic",
                record.at(),
                record.revision(),
                record.contentHash(),
                record.verdict().policyVersion(),
                record.hash(),
                entry.toString());
    }
}
