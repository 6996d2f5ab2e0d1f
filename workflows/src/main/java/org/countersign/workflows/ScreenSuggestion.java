package org.countersign.workflows;

import java.util.List;
import org.countersign.operations.Operations;
import org.countersign.policy.Route;
import org.countersign.screening.Screenings;
import org.countersign.screening.Verdict;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Job {@code suggestion.screen}. As an instance's first job it also registers the instance. */
@Component
class ScreenSuggestion implements JobWork {

    /** The values of the flag {@code route}; the model takes all but CLEAR and REVIEW for an end. */
    private enum Way {
        CLEAR,
        REVIEW,
        BLOCK,
        ENDED
    }

    private final Screenings screenings;
    private final Suggestions suggestions;
    private final Operations operations;

    ScreenSuggestion(Screenings screenings, Suggestions suggestions, Operations operations) {
        this.screenings = screenings;
        this.suggestions = suggestions;
        this.operations = operations;
    }

    @Override
    public String type() {
        return "suggestion.screen";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.SUGGESTION_ID, Variables.GENERATION);
    }

    @Override
    @Transactional
    public JobResult perform(Job job) {
        SuggestionId id = job.suggestionId();
        // Whoever ends a suggestion locks it before it touches our row of it; so do we.
        suggestions.lock(id);
        if (!operations.register(id.toString(), job.generation(), job.processInstanceKey(), job.processVersion())) {
            return new JobResult.Stray();
        }
        return go(id, way(screenings.screen(id)));
    }

    /** The suggestion has moved on since the job was made: withdrawn, expired, or further than screening already. */
    @Override
    @Transactional
    public JobResult afterRefusal(Job job, Refusal refusal) {
        SuggestionId id = job.suggestionId();
        return switch (suggestions.get(id).state()) {
            case RECEIVED -> throw refusal;
            case SCREENED, IN_REVIEW, CHANGES_REQUESTED -> go(id, Way.REVIEW);
            case APPROVED, SCHEDULED, PUBLISHED -> go(id, Way.CLEAR);
            case BLOCKED -> go(id, Way.BLOCK);
            case REJECTED, EXPIRED, WITHDRAWN -> go(id, Way.ENDED);
        };
    }

    private JobResult go(SuggestionId id, Way way) {
        if (way == Way.BLOCK || way == Way.ENDED) {
            operations.ended(id.toString());
        }
        return JobResult.done(Variables.ROUTE, way.name());
    }

    private static Way way(Verdict verdict) {
        if (verdict.route() == Route.BLOCK) {
            return Way.BLOCK;
        }
        // A clear suggestion may have been drawn for the audit sample, and a failed bias check wants people too.
        return verdict.route() == Route.REVIEW || verdict.approvalsNeeded() > 0 || verdict.sampled()
                ? Way.REVIEW
                : Way.CLEAR;
    }
}
