package org.countersign.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.countersign.WebTest;
import org.countersign.governance.ImpactId;
import org.countersign.governance.ImpactReports;
import org.countersign.governance.ImpactView;
import org.countersign.policy.DrlReader;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceLists;
import org.countersign.screening.PastDecisions;
import org.countersign.shared.Actor;
import org.countersign.suggestion.Kind;
import org.countersign.testing.Desk;
import org.countersign.testing.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/**
 * How long an impact report takes on many decisions, beside reading and parsing the same records and doing nothing with
 * them. Run by hand:
 *
 * <pre>{@code
 * ./mvnw -pl webapp -am test -Dtest=ImpactBenchmark -Dsurefire.failIfNoSpecifiedTests=false -Dimpact.decisions=100000 -Dtests.jit=-XX:TieredStopAtLevel=4
 * }</pre>
 *
 * <p>Decisions are real ones, of every kind of suggestion under the shipped policies, stored many times over.
 */
@WebTest
@ActiveProfiles("demo")
class ImpactBenchmark {

    private static final Actor OFFICER = Actor.person("officer1");
    private static final int DECISIONS = Integer.getInteger("impact.decisions", 100_000);
    private static final String CANDIDATE = """
            package candidate
            rule "Nobody gets more than a tenth off"
                @id("PRC-90")
                @source("Ethics")
                @unknown("SKIP")
                @message("{price.discountPercent} percent is too much.")
            when
                $v : Verdict()
                Facts( price.discountPercent > 10 )
            then
                $v.block("PRC-90");
            end
            """;

    @Autowired
    private ImpactReports impacts;

    @Autowired
    private PastDecisions decisions;

    @Autowired
    private Policies policies;

    @Autowired
    private Desk desk;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void replaysManyDecisions() {
        store();
        PolicyVersion active = policies.active();
        PolicyVersion candidate = with(active);
        read();
        Duration reading = read();
        Duration recorded = replay(active, candidate);
        // The same decisions, as if all of them had been made under a version before: both versions are evaluated.
        policies.activate(candidate, OFFICER);
        Duration evaluated = replay(candidate, active);
        System.out.printf(
                "%,d decisions: reading alone %.1f s, replay with recorded findings %.1f s (%.2f times), "
                        + "replay with both versions evaluated %.1f s (%.2f times), memory %d MB%n",
                DECISIONS,
                seconds(reading),
                seconds(recorded),
                seconds(recorded) / seconds(reading),
                seconds(evaluated),
                seconds(evaluated) / seconds(reading),
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }

    private void store() {
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < 10; i++) {
                desk.screen(Proposals.of(kind));
            }
        }
        int copies = DECISIONS / 50 - 1;
        jdbc.sql("""
                        insert into decision_record (id, suggestion_id, revision, screened_at, subject, record, record_hash,
                                                     route, policy_version, entry)
                        select gen_random_uuid(), gen_random_uuid(), revision, screened_at, null, record, record_hash,
                               route, policy_version, entry
                        from decision_record, generate_series(1, ?)
                        """).param(copies).update();
        jdbc.sql("analyze decision_record").update();
    }

    private static PolicyVersion with(PolicyVersion active) {
        List<PolicyRule> rules = new ArrayList<>(active.rules());
        rules.addAll(DrlReader.read("candidate.drl", CANDIDATE, ReferenceLists.none()));
        return PolicyVersion.of(rules);
    }

    private Duration read() {
        Instant now = Clock.systemUTC().instant();
        long start = System.nanoTime();
        long last = 0;
        PastDecisions.Some page;
        do {
            page = decisions.page(last, now.minus(Duration.ofDays(1)), now, 2000);
            last = page.last();
        } while (page.decisions().size() == 2000);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Duration replay(PolicyVersion from, PolicyVersion to) {
        long start = System.nanoTime();
        ImpactId id = impacts.start(from.version(), to, 7, OFFICER);
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> impacts.get(id).state() != ImpactView.State.RUNNING);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        ImpactView made = impacts.get(id);
        System.out.printf(
                "%s: %s flips of %s%n",
                made.state(), made.report() == null ? "no" : made.report().flips(), made.total());
        return taken;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
