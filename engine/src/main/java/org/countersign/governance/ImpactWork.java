package org.countersign.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import org.countersign.allocation.Allocations;
import org.countersign.allocation.PlanView;
import org.countersign.audit.AuditEntries;
import org.countersign.audit.EntryType;
import org.countersign.audit.NewEntry;
import org.countersign.bias.BiasChecks;
import org.countersign.delivery.ContentItems;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyEngine;
import org.countersign.policy.PolicyVersion;
import org.countersign.screening.PastDecisions;
import org.countersign.shared.Actor;
import org.countersign.shared.Json;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes an impact report: page by page through the decisions of the past, until it is done, cancelled or has failed. */
@Component
class ImpactWork {

    /** Decisions that are judged between two signs of life. */
    static final int CHUNK = 2000;

    private static final Logger LOG = LoggerFactory.getLogger(ImpactWork.class);

    private final ImpactRows rows;
    private final PastDecisions decisions;
    private final Policies policies;
    private final PolicyEngine engine;
    private final Suggestions suggestions;
    private final ContentItems items;
    private final Allocations allocations;
    private final BiasChecks checks;
    private final AuditEntries log;
    private final TransactionOperations transaction;
    private final Clock clock;

    ImpactWork(
            ImpactRows rows,
            PastDecisions decisions,
            Policies policies,
            PolicyEngine engine,
            Suggestions suggestions,
            ContentItems items,
            Allocations allocations,
            BiasChecks checks,
            AuditEntries log,
            TransactionOperations transaction,
            Clock clock) {
        this.rows = rows;
        this.decisions = decisions;
        this.policies = policies;
        this.engine = engine;
        this.suggestions = suggestions;
        this.items = items;
        this.allocations = allocations;
        this.checks = checks;
        this.log = log;
        this.transaction = transaction;
        this.clock = clock;
    }

    void run(ImpactView impact, LongFunction<PastDecisions.Some> pages, Actor actor) {
        try {
            ImpactRun run = begin(impact);
            long last = 0;
            boolean goesOn = true;
            PastDecisions.Some page;
            do {
                page = pages.apply(last);
                goesOn = run.judge(page.decisions(), page.unreadable(), true);
                last = page.last();
            } while (goesOn && page.decisions().size() + page.unreadable() == CHUNK);
            if (goesOn && impact.file() == null) {
                PastDecisions.Some others = decisions.of(run.liveAndUnseen());
                goesOn = run.judge(others.decisions(), others.unreadable(), false);
            }
            if (goesOn) {
                finish(impact, run, actor);
            }
        } catch (RuntimeException e) {
            LOG.error("The impact report {} failed.", impact.id(), e);
            rows.end(impact.id(), ImpactView.State.FAILED, String.valueOf(e.getMessage()), now());
        }
    }

    private ImpactRun begin(ImpactView impact) {
        Set<SuggestionId> live = new HashSet<>(items.liveSuggestions());
        places().forEach(place -> live.add(place.suggestion()));
        return new ImpactRun(
                impact,
                new Judge(engine, version(impact.from()), version(impact.to())),
                suggestions,
                rows,
                live,
                done -> rows.progress(impact.id(), Math.min(done, impact.total()), now()));
    }

    private void finish(ImpactView impact, ImpactRun run, Actor actor) {
        byte[] report = Json.canonicalOf(run.report(impact.startedAt(), places(), checks));
        transaction.executeWithoutResult(status -> {
            if (rows.finish(impact.id(), report, impact.total(), now())) {
                log.append(NewEntry.of(
                        EntryType.POLICY_REPORTED,
                        "impact:" + impact.id(),
                        actor,
                        Map.of("from", impact.from(), "to", impact.to(), "report", Sha256.hexOf(report))));
            }
        });
    }

    private List<PlanView.Placement> places() {
        return allocations.placementsAfter(now());
    }

    private PolicyVersion version(String version) {
        return policies.find(version).orElseThrow(() -> new Refusal.NotFound("policy version", version));
    }

    private Instant now() {
        return Objects.requireNonNull(clock.instant()).truncatedTo(ChronoUnit.MICROS);
    }
}
