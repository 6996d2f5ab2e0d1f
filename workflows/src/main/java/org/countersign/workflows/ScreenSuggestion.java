package org.countersign.workflows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.operations.Instances;
import org.countersign.operations.RunningInstance;
import org.countersign.policy.Route;
import org.countersign.review.ReviewDesk;
import org.countersign.screening.Screenings;
import org.countersign.screening.Verdict;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.SuggestionState;
import org.countersign.suggestion.SuggestionView;
import org.countersign.suggestion.Suggestions;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Job {@code suggestion.screen}. As an instance's first job it also registers the instance. Where people are wanted it says
 * until when, for the timers of the review.
 */
@Component
class ScreenSuggestion implements BulkJobWork {

    /** The values of the flag {@code route}; the model takes all but CLEAR and REVIEW for an end. */
    private enum Way {
        CLEAR,
        REVIEW,
        BLOCK,
        ENDED;

        boolean isEnd() {
            return this == BLOCK || this == ENDED;
        }
    }

    private final Screenings screenings;
    private final Suggestions suggestions;
    private final ReviewDesk desk;
    private final Instances instances;

    ScreenSuggestion(Screenings screenings, Suggestions suggestions, ReviewDesk desk, Instances instances) {
        this.screenings = screenings;
        this.suggestions = suggestions;
        this.desk = desk;
        this.instances = instances;
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
        return Objects.requireNonNull(performAll(List.of(job)).get(job));
    }

    @Override
    @Transactional
    public Map<Job, JobResult> performAll(List<Job> jobs) {
        // Whoever ends a suggestion locks it before it touches our row of it; so do we.
        Map<SuggestionId, SuggestionState> states =
                suggestions.lockAll(jobs.stream().map(Job::suggestionId).toList()).stream()
                        .collect(Collectors.toMap(SuggestionView::id, SuggestionView::state));
        Set<String> registered = instances.registerAll(jobs.stream()
                .map(job -> new RunningInstance(
                        job.suggestionId().toString(),
                        job.generation(),
                        job.processInstanceKey(),
                        job.processVersion()))
                .toList());
        Map<SuggestionId, Verdict> verdicts = screenings.screenAll(jobs.stream()
                .map(Job::suggestionId)
                .filter(id -> registered.contains(id.toString()) && states.get(id) == SuggestionState.RECEIVED)
                .toList());
        Map<Job, JobResult> results = new HashMap<>();
        List<String> over = new ArrayList<>();
        for (Job job : jobs) {
            SuggestionId id = job.suggestionId();
            if (!registered.contains(id.toString())) {
                results.put(job, new JobResult.Stray());
                continue;
            }
            Verdict verdict = verdicts.get(id);
            Way way = verdict == null ? way(Objects.requireNonNull(states.get(id))) : way(verdict);
            if (way.isEnd()) {
                over.add(id.toString());
            }
            results.put(job, go(id, way));
        }
        instances.endedAll(over);
        return results;
    }

    /** What the state says where it was screened before: by a job that was given out twice, or in a batch. */
    private static Way way(SuggestionState state) {
        return switch (state) {
            case RECEIVED -> throw new IllegalArgumentException("It has not been screened.");
            case SCREENED, IN_REVIEW, CHANGES_REQUESTED -> Way.REVIEW;
            case APPROVED, SCHEDULED, PUBLISHED -> Way.CLEAR;
            case BLOCKED -> Way.BLOCK;
            case REJECTED, EXPIRED, WITHDRAWN -> Way.ENDED;
        };
    }

    /** The suggestion has moved on since the job was made: withdrawn, expired, or further than screening already. */
    @Override
    @Transactional
    public JobResult afterRefusal(Job job, Refusal refusal) {
        SuggestionId id = job.suggestionId();
        SuggestionState state = suggestions.get(id).state();
        if (state == SuggestionState.RECEIVED) {
            throw refusal;
        }
        Way way = way(state);
        if (way.isEnd()) {
            instances.ended(id.toString());
        }
        return go(id, way);
    }

    private JobResult go(SuggestionId id, Way way) {
        if (way != Way.REVIEW) {
            return JobResult.done(Variables.ROUTE, way.name());
        }
        Map<String, Object> flags = new HashMap<>(Variables.of(desk.deadlines(id)));
        flags.put(Variables.ROUTE, way.name());
        return new JobResult.Done(flags);
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
