package org.countersign.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.governance.Office.ANA;
import static org.countersign.governance.Office.BEN;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicySource;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.testing.EngineTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

@EngineTest
@Import({HousePolicies.class, Office.class, BrokenGlassTests.Watch.class})
class BrokenGlassTests {

    private static final String WHY = "Prices went out wrong this morning.";

    @Autowired
    private Office office;

    @Autowired
    private PolicyChanges changes;

    @Autowired
    private BrokenGlass glass;

    @Autowired
    private Policies policies;

    @Autowired
    private PolicySource source;

    @Autowired
    private Watch watch;

    /** A clock that a test sets. */
    @TestComponent
    @Primary
    static class Watch extends Clock {

        private Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }
    }

    @AfterEach
    void startOver() {
        watch.ahead = Duration.ofDays(30);
        glass.lapse();
        watch.ahead = Duration.ZERO;
        changes.open().forEach(change -> changes.discard(change.id(), ANA));
        policies.activate(PolicyVersion.of(source.rules()), Actor.system("test"));
    }

    private ChangeId broken() {
        ChangeId id = office.ready();
        glass.breakFor(id, changes.get(id).revision(), ANA, WHY, Duration.ofHours(4));
        return id;
    }

    @Test
    void bringsAChangeIntoForceWithoutASecondOfficerAndAsksForAReview() {
        ChangeId id = broken();

        assertThat(policies.evaluate(Office.price("6")).hits()).hasSize(1);
        assertThat(changes.withReviewDue()).extracting(ChangeView::id).containsExactly(id);
        assertThat(changes.get(id).glass())
                .isNotNull()
                .extracting(ChangeView.Glass::reason)
                .isEqualTo(WHY);
    }

    @Test
    void staysWithASecondOfficersYes() {
        ChangeId id = broken();

        assertThatThrownBy(() -> glass.keep(id, ANA, null)).isInstanceOf(Refusal.NotAllowed.class);
        glass.keep(id, BEN, "Right so.");
        watch.ahead = Duration.ofHours(5);
        glass.lapse();

        assertThat(policies.evaluate(Office.price("6")).hits()).hasSize(1);
        assertThat(changes.withReviewDue()).isEmpty();
    }

    @Test
    void isTakenBackWhenItsTimeIsUp() {
        ChangeId id = broken();

        watch.ahead = Duration.ofHours(4).minusSeconds(5);
        glass.lapse();
        assertThat(policies.evaluate(Office.price("6")).hits()).hasSize(1);

        watch.ahead = Duration.ofHours(4).plusSeconds(5);
        glass.lapse();
        assertThat(policies.evaluate(Office.price("6")).hits()).isEmpty();
        assertThat(changes.get(id).glass())
                .isNotNull()
                .extracting(ChangeView.Glass::review)
                .isEqualTo(GlassReview.LAPSED);
    }

    @Test
    void isTakenBackWithoutUndoingWhatCameIntoForceSince() {
        ChangeId id = broken();
        ChangeId other = office.draft();
        changes.edit(other, 0, ANA, List.of(Edit.withoutRule("TST-03")));
        office.bringIntoForce(other);

        glass.takeBack(id, BEN, "It was a false alarm.");

        assertThat(policies.active().rules()).extracting(rule -> rule.id()).containsExactly("TST-02");
        assertThatThrownBy(() -> glass.takeBack(id, BEN, "Again."))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("REVERTED");
    }

    @Test
    void wantsAReasonAndATime() {
        ChangeId id = office.ready();

        assertThatThrownBy(() -> glass.breakFor(id, 2, ANA, "hurry", Duration.ofHours(4)))
                .isInstanceOf(Refusal.Invalid.class);
        assertThatThrownBy(() -> glass.breakFor(id, 2, ANA, WHY, Duration.ofHours(73)))
                .isInstanceOf(Refusal.Invalid.class);
        assertThat(policies.evaluate(Office.price("6")).hits()).isEmpty();
    }

    @Test
    void keepsARedCaseOutEvenInAnEmergency() {
        ChangeId id = office.ready();
        changes.edit(id, 2, ANA, List.of(Edit.rule("TST-09", Office.DEAR.replace("> 5", "> 6"))));

        assertThatThrownBy(() -> glass.breakFor(id, 3, ANA, WHY, Duration.ofHours(4)))
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining("One case is red.");
    }
}
