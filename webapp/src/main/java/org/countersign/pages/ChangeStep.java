package org.countersign.pages;

import java.util.List;
import org.countersign.governance.ChangeState;
import org.countersign.governance.ChangeView;

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
