package org.countersign.monitoring;

import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the stages on the way to customers did to groups, read from sums and never from single decisions. */
@Service
public class Stages {

    private static final double CONFIDENCE = 0.95;
    private static final double THRESHOLD = 0.8;

    private final StageCounts counts;

    Stages(StageCounts counts) {
        this.counts = counts;
    }

    /** What there is to choose from in a period. */
    public record Choices(List<ModelVersion> models, List<String> campaigns, List<String> attributes) {}

    /** A version of a model. */
    public record ModelVersion(String name, String version) {}

    /** Every group at every stage, with the intervals. */
    @Transactional(readOnly = true)
    public Chain chain(ChainQuery query) {
        return Chain.of(counts.totals(query), CONFIDENCE, THRESHOLD);
    }

    @Transactional(readOnly = true)
    public Choices choices(LocalDate from, LocalDate to) {
        return new Choices(
                counts.modelsSince(from).stream()
                        .map(model -> new ModelVersion(model.name(), model.version()))
                        .toList(),
                counts.campaigns(from, to),
                counts.attributes(from, to));
    }
}
