package org.countersign.workflows;

import java.time.Duration;
import java.util.List;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** The work of one job type: reads ids, calls one front door, returns one flag. Done twice, it changes nothing more. */
interface JobWork {

    /** As the model names it. */
    String type();

    /** The variables it reads. */
    List<String> variables();

    /** How long it may take, before the engine gives the job out again; null for {@link CamundaProperties#jobTimeout}. */
    default @Nullable Duration timeout() {
        return null;
    }

    /** @throws Refusal if the domain does not allow it, perhaps because the suggestion has moved on */
    JobResult perform(Job job);

    /** What a refusal means for the process; throws it again where it means that something is wrong. */
    default JobResult afterRefusal(Job job, Refusal refusal) {
        throw refusal;
    }
}
