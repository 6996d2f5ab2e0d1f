package org.countersign.oversight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far people agree who judged the same thing without knowing of each other.
 *
 * @param units judged twice
 * @param alpha Krippendorff's, nominal; null below the smallest number or where all answers are one
 */
public record Agreement(String area, int units, @Nullable Double alpha, List<Pair> pairs) {

    /** Fewer units say nothing. */
    public static final int SMALLEST = 10;

    /** Two people who judged enough of the same. */
    public record Pair(
            String one,
            String other,
            int units,
            @Nullable Double kappa,
            @Nullable Double low,
            @Nullable Double high) {}
}
