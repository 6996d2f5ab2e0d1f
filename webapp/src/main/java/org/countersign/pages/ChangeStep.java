package org.countersign.pages;

import java.util.List;
import org.countersign.governance.ChangeState;
import org.countersign.governance.ChangeView;
import org.countersign.governance.GlassReview;

/**
 * A step on the way of a change.
 *
 * @param key message {@code policy.step.KEY}
 * @param status {@code done}, {@code now} or {@code later}
 */
record ChangeStep(String key, String status) {

    private static final List<ChangeState> WAY = List.of(
            ChangeState.DRAFT, ChangeState.CHECKING, ChangeState.IN_APPROVAL, ChangeState.APPROVED, ChangeState.ACTIVE);

    static List<ChangeStep> of(ChangeView change) {
        return change.glass() == null ? process(change) : glass(change.glass());
    }

    /** In force without a second officer, which must not look as if one had approved it. */
    private static List<ChangeStep> glass(ChangeView.Glass glass) {
        return List.of(
                new ChangeStep(ChangeState.DRAFT.name(), "done"),
                new ChangeStep("GLASS", "done"),
                new ChangeStep(
                        glass.review() == GlassReview.LAPSED ? "GLASS_LAPSED" : "GLASS_REVIEW",
                        glass.review() == null ? "now" : "done"));
    }

    private static List<ChangeStep> process(ChangeView change) {
        int now = WAY.indexOf(change.state());
        return WAY.stream()
                .map(state -> {
                    int place = WAY.indexOf(state);
                    boolean done = place < now || change.state() == ChangeState.ACTIVE;
                    return new ChangeStep(state.name(), done ? "done" : place == now ? "now" : "later");
                })
                .toList();
    }
}
