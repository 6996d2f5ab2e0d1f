package org.countersign.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.countersign.governance.ChangeId;
import org.countersign.governance.ChangeKind;
import org.countersign.governance.ChangeState;
import org.countersign.governance.ChangeView;
import org.countersign.governance.GlassReview;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeStepTests {

    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

    private static ChangeView change(ChangeState state, ChangeView.@Nullable Glass glass) {
        return new ChangeView(
                ChangeId.next(),
                1,
                ChangeKind.CHANGE,
                "Stop",
                "",
                "officer1",
                new TreeSet<>(List.of("officer1")),
                "sha256:0",
                state,
                1,
                null,
                null,
                null,
                NOW,
                NOW,
                null,
                glass,
                null);
    }

    @Test
    void marksWhereAChangeIs() {
        assertThat(ChangeStep.of(change(ChangeState.IN_APPROVAL, null)))
                .extracting(ChangeStep::key, ChangeStep::status)
                .contains(tuple("CHECKING", "done"), tuple("IN_APPROVAL", "now"), tuple("ACTIVE", "later"));
    }

    @Test
    void doesNotCallABrokenGlassApproved() {
        ChangeView.Glass due = new ChangeView.Glass(NOW, "It cannot wait.", null, null);
        ChangeView.Glass kept = new ChangeView.Glass(NOW, "It cannot wait.", GlassReview.KEPT, "officer2");

        assertThat(ChangeStep.of(change(ChangeState.ACTIVE, due)))
                .extracting(ChangeStep::key, ChangeStep::status)
                .containsExactly(tuple("DRAFT", "done"), tuple("GLASS", "done"), tuple("GLASS_REVIEW", "now"));
        assertThat(ChangeStep.of(change(ChangeState.ACTIVE, kept)))
                .extracting(ChangeStep::status)
                .containsOnly("done");
        ChangeView.Glass lapsed = new ChangeView.Glass(NOW, "It cannot wait.", GlassReview.LAPSED, null);
        assertThat(ChangeStep.of(change(ChangeState.ACTIVE, lapsed)))
                .extracting(ChangeStep::key)
                .doesNotContain("GLASS_REVIEW");
    }
}
