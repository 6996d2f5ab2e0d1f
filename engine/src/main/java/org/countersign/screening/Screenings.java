package org.countersign.screening;

import java.util.Optional;
import org.countersign.audit.EntryId;
import org.countersign.suggestion.SuggestionId;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Gates suggestions: bias checks first, their results are facts for the policies, then all policies. */
@Service
public class Screenings {

    /**
     * Screens the current revision and moves the suggestion on: BLOCKED, APPROVED, or SCREENED where a person must look.
     * Called again for a revision that has its verdict, it returns that verdict and changes nothing.
     */
    public Verdict screen(SuggestionId id) {
        throw new UnsupportedOperationException();
    }

    /** The verdict this document would get now; nothing is stored. */
    public Verdict dryRun(String client, JsonNode document) {
        throw new UnsupportedOperationException();
    }

    /** The newest decision record of a suggestion. */
    public Optional<DecisionRecord> latest(SuggestionId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * The log entry of the approval by {@code SYSTEM:automatic} that the newest decision record gave; empty if that one
     * asked for a person, or blocked.
     */
    public Optional<EntryId> automaticApproval(SuggestionId id) {
        throw new UnsupportedOperationException();
    }
}
