package org.countersign.allocation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether placements that were proposed still fit all limits, one after the other: what was planned an hour ago may meet a
 * cap that another plan has used up since.
 */
final class LimitCheck {

    private final Map<String, List<Running>> ofCampaign = new HashMap<>();
    private final List<Running> ofAll = new ArrayList<>();

    /** @param currency of what costs */
    LimitCheck(List<BoundLimit> bounds, String currency) {
        for (BoundLimit bound : bounds) {
            // Capacities have words of their own, and a minimum is no reason to leave out what is there.
            if (bound.kind() == PlanView.LimitKind.CAPACITY || bound.asked().max() == null) {
                continue;
            }
            Running limit = new Running(bound, currency);
            List<String> campaigns = bound.asked().campaigns();
            if (campaigns == null) {
                ofAll.add(limit);
            } else {
                campaigns.forEach(campaign -> ofCampaign
                        .computeIfAbsent(campaign, key -> new ArrayList<>())
                        .add(limit));
            }
        }
    }

    /** Why a placement no longer fits, in a sentence; null if it does. */
    @Nullable
    String obstacle(PlanView.Placement placement) {
        for (Running limit : of(placement)) {
            if (limit.isTooMuch(placement)) {
                return limit.obstacle(placement);
            }
        }
        return null;
    }

    /** Counts a placement that is kept. */
    void take(PlanView.Placement placement) {
        of(placement).forEach(limit -> limit.take(placement));
    }

    private List<Running> of(PlanView.Placement placement) {
        List<Running> all = new ArrayList<>(ofAll);
        all.addAll(ofCampaign.getOrDefault(placement.suggestion().toString(), List.of()));
        all.removeIf(limit -> !limit.reaches(placement.slot()));
        return all;
    }

    private static final class Running {

        private final BoundLimit bound;
        private final String currency;
        private final @Nullable Set<String> slots;
        private BigDecimal used = BigDecimal.ZERO;

        Running(BoundLimit bound, String currency) {
            this.bound = bound;
            this.currency = currency;
            List<String> asked = bound.asked().slots();
            slots = asked == null ? null : new HashSet<>(asked);
        }

        boolean reaches(String slot) {
            return slots == null || slots.contains(slot);
        }

        boolean isTooMuch(PlanView.Placement placement) {
            BigDecimal max = bound.asked().max();
            return max != null && used.add(amount(placement)).compareTo(max) > 0;
        }

        String obstacle(PlanView.Placement placement) {
            BigDecimal max = bound.asked().max();
            return bound.obstacle(
                    PlanNames.plain(used),
                    max == null ? "0" : PlanNames.plain(max),
                    PlanNames.plain(amount(placement)),
                    currency);
        }

        void take(PlanView.Placement placement) {
            used = used.add(amount(placement));
        }

        private BigDecimal amount(PlanView.Placement placement) {
            return PlanLimits.measured(placement, bound.asked().measure());
        }
    }
}
