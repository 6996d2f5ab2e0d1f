package org.countersign.allocation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of a plan, as they are stored beside it; what an older plan does not have is empty.
 *
 * @param fairnessPrice what fair exposure costs in value; null where it is not demanded
 * @param excluded ids of suggestions that the planner left out
 */
record PlanExplanations(
        List<PlanView.Left> left,
        List<PlanView.LimitUse> limits,
        List<String> warnings,
        List<PlanView.Unused> unused,
        @Nullable BigDecimal fairnessPrice,
        List<String> excluded) {

    PlanExplanations {
        left = present(left);
        limits = present(limits);
        warnings = present(warnings);
        unused = present(unused);
        excluded = present(excluded);
    }

    private static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
