package org.countersign.workflows;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.countersign.operations.BulkProcesses;
import org.countersign.review.ReviewGroupId;
import org.countersign.review.ReviewGroups;
import org.countersign.suggestion.SuggestionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Job {@code group.settle}: applies what people decided on a group to the next of its members. */
@Component
class SettleChunk implements JobWork {

    private static final Logger log = LoggerFactory.getLogger(SettleChunk.class);

    private final ReviewGroups groups;
    private final Release release;
    private final BulkProcesses processes;
    private final TransactionTemplate transaction;

    SettleChunk(ReviewGroups groups, Release release, BulkProcesses processes, TransactionTemplate transaction) {
        this.groups = groups;
        this.release = release;
        this.processes = processes;
        this.transaction = transaction;
    }

    @Override
    public String type() {
        return "group.settle";
    }

    @Override
    public List<String> variables() {
        return List.of(Variables.GROUP_ID);
    }

    @Override
    public Duration timeout() {
        return Duration.ofMinutes(2);
    }

    @Override
    public JobResult perform(Job job) {
        ReviewGroupId group = ReviewGroupId.of(job.text(Variables.GROUP_ID));
        boolean more = settle(group);
        if (!more) {
            processes.ended(group.value());
        }
        return JobResult.done(Variables.MORE, more);
    }

    /** Decision and next step of a member are one transaction: no crash leaves it between the two. */
    private boolean settle(ReviewGroupId group) {
        try {
            return settle(group, release::releaseAll);
        } catch (RuntimeException e) {
            log.debug("A member of group {} cannot be published with the others: {}", group, e.toString());
            return settle(group, release::onTheirOwn);
        }
    }

    private boolean settle(ReviewGroupId group, Consumer<List<SuggestionId>> next) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            ReviewGroups.Settled settled = groups.settle(group);
            next.accept(settled.onTheirOwn());
            return settled.more();
        }));
    }
}
