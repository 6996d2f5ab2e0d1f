package org.countersign.workflows;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.delivery.Publications;
import org.countersign.operations.Instances;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Job {@code suggestion.publish}. */
@Component
class PublishSuggestion implements BulkJobWork {

    private final Publications publications;
    private final Suggestions suggestions;
    private final Instances instances;

    PublishSuggestion(Publications publications, Suggestions suggestions, Instances instances) {
        this.publications = publications;
        this.suggestions = suggestions;
        this.instances = instances;
    }

    @Override
    public String type() {
        return "suggestion.publish";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.SUGGESTION_ID, Variables.WANTS_SLOT);
    }

    @Override
    @Transactional
    public JobResult perform(Job job) {
        return Objects.requireNonNull(performAll(List.of(job)).get(job));
    }

    @Override
    @Transactional
    public Map<Job, JobResult> performAll(List<Job> jobs) {
        List<SuggestionId> ids = jobs.stream().map(Job::suggestionId).toList();
        publications.publishAll(ids);
        instances.endedAll(ids.stream().map(SuggestionId::toString).toList());
        return jobs.stream()
                .collect(Collectors.toMap(Function.identity(), job -> JobResult.done(Variables.PUBLISHED, true)));
    }

    @Override
    @Transactional
    public JobResult afterRefusal(Job job, Refusal refusal) {
        SuggestionId id = job.suggestionId();
        return switch (suggestions.get(id).state()) {
            // Nothing is left to publish; the message that ends the process is on its way where one is due.
            case PUBLISHED, BLOCKED, REJECTED, EXPIRED, WITHDRAWN -> {
                instances.ended(id.toString());
                yield JobResult.done(Variables.PUBLISHED, true);
            }
            // Its slot went, or the word of an old plan came late: it waits for another.
            case APPROVED -> {
                if (!Boolean.TRUE.equals(job.variables().get(Variables.WANTS_SLOT))) {
                    throw refusal;
                }
                yield JobResult.done(Variables.PUBLISHED, false);
            }
            // A new revision came: the message that leads back to screening is on its way and takes this job along.
            case RECEIVED, SCREENED, IN_REVIEW, CHANGES_REQUESTED, SCHEDULED -> throw refusal;
        };
    }
}
