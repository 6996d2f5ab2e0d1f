package org.countersign.review;

import java.util.List;
import org.countersign.suggestion.SuggestionId;
import org.springframework.stereotype.Service;

/** The front door of reviews. */
@Service
public class Reviews {

    /**
     * Opens the review that a user task asks for, and moves the suggestion to IN_REVIEW; for a suggestion that has one
     * open already, it takes over the new task key and changes nothing else.
     */
    public ReviewId open(SuggestionId suggestion, long taskKey) {
        throw new UnsupportedOperationException();
    }

    /** The approvals of the current revision that stand, oldest first. */
    public List<Approval> approvals(SuggestionId suggestion) {
        throw new UnsupportedOperationException();
    }
}
