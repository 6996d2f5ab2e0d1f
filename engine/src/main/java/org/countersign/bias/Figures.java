package org.countersign.bias;

import java.util.Optional;
import org.countersign.bias.BiasCheckRequest.Group;
import org.countersign.bias.BiasReport.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a group against the reference, at the stated confidence. They are given for small groups too: whether
 * they may be judged by is another question. Of the reference itself, ratio 1 and difference 0 are given and nothing that
 * would need a second, independent group.
 */
final class Figures {

    private Figures() {}

    static Comparison of(Group group, Optional<Group> reference, Confidence stated) {
        Sample sample = Sample.of(group);
        if (reference.isEmpty()) {
            return new Comparison(
                    group.group(), null, finite(sample.rate()), null, null, null, null, null, null, null, null);
        }
        Sample other = Sample.of(reference.get());
        double ratio = sample.ratioTo(other);
        boolean comparable = !group.equals(reference.get()) && !sample.isEmpty() && !other.isEmpty();
        // Without anybody favoured on either side every ratio is as likely as any other: no interval at all.
        Interval ratios = comparable && !Double.isNaN(ratio) ? KoopmanScore.interval(sample, other, stated) : null;
        Interval differences = comparable ? NewcombeHybridScore.interval(sample, other, stated) : null;
        return new Comparison(
                group.group(),
                reference.get().group(),
                finite(sample.rate()),
                finite(other.rate()),
                finite(ratio),
                ratios == null ? null : finite(ratios.low()),
                ratios == null ? null : finite(ratios.high()),
                finite(sample.rate() - other.rate()),
                differences == null ? null : finite(differences.low()),
                differences == null ? null : finite(differences.high()),
                comparable ? finite(FisherExact.pValue(sample, other)) : null);
    }

    /** null for what is unbounded or not computable. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
