package org.countersign.governance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.countersign.shared.Sha256;
import org.countersign.suggestion.SuggestionId;
import org.countersign.suggestion.Suggestions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The front door of impact reports: what one version would have done to the decisions of the past. */
@Service
public class ImpactReports implements DisposableBean {

    /** Decisions that are judged between two signs of life. */
    private static final int CHUNK = 2000;

    private static final Duration STALLED = Duration.ofMinutes(1);
    private static final int PAGE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ImpactReports.class);

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
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<ImpactId, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    ImpactReports(
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

    /**
     * Begins a report; it is made beside, with progress, and can be cancelled.
     *
     * @param to the version to look at; it is kept from now on
     * @param days how far back, 1 to 365
     */
    public ImpactId start(String from, PolicyVersion to, int days, Actor actor) {
        policies.keep(to, actor);
        return start(from, to.version(), days, actor);
    }

    /**
     * Begins a report on decisions from a file, see {@link PastDecisions#parse}.
     *
     * @param name of the file, to tell the report by
     * @throws Refusal.Invalid if no line of it is a decision
     */
    public ImpactId start(String from, PolicyVersion to, String name, List<String> lines, Actor actor) {
        List<String> filled = lines.stream().filter(line -> !line.isBlank()).toList();
        if (filled.isEmpty() || decisions.parse(filled.subList(0, 1), 1).unreadable() > 0) {
            throw new Refusal.Invalid(
                    "The file " + name + " does not begin with a decision. It holds one JSON object a line: decision"
                            + " records, or {\"facts\": {...}}.",
                    List.of());
        }
        policies.keep(to, actor);
        return start(
                from,
                to.version(),
                null,
                name,
                filled.size(),
                last -> decisions.parse(
                        filled.subList(Math.toIntExact(last), Math.min(filled.size(), Math.toIntExact(last) + CHUNK)),
                        last),
                actor);
    }

    private ImpactId start(String from, String to, int days, Actor actor) {
        if (days < 1 || days > 365) {
            throw new Refusal.Invalid("A report looks back 1 to 365 days, not " + days + ".", List.of());
        }
        Instant now = now();
        Instant since = now.minus(Duration.ofDays(days));
        return start(
                from,
                to,
                days,
                null,
                decisions.count(since, now),
                last -> decisions.page(last, since, now, CHUNK),
                actor);
    }

    private ImpactId start(
            String from,
            String to,
            @Nullable Integer days,
            @Nullable String file,
            long total,
            LongFunction<PastDecisions.Some> pages,
            Actor actor) {
        ImpactView impact = new ImpactView(
                ImpactId.random(),
                from,
                to,
                days,
                file,
                actor.toString(),
                ImpactView.State.RUNNING,
                total,
                0,
                now(),
                null,
                null,
                null,
                null);
        rows.insert(impact);
        CompletableFuture<Void> future = new CompletableFuture<>();
        running.put(impact.id(), future);
        executor.execute(() -> {
            try {
                run(impact, pages, actor);
            } finally {
                running.remove(impact.id());
                future.complete(null);
            }
        });
        return impact.id();
    }

    /** The newest report between two versions; makes one and waits for it where there is none. */
    ImpactView ensure(String from, String to, int days, Actor actor) {
        Optional<ImpactView> done = newest(from, to);
        if (done.isPresent()) {
            return done.get();
        }
        ImpactId id = rows.between(from, to).stream()
                .filter(impact -> impact.file() == null && running.containsKey(impact.id()))
                .map(ImpactView::id)
                .findFirst()
                .orElseGet(() -> start(from, to, days, actor));
        CompletableFuture<Void> future = running.get(id);
        if (future != null) {
            future.join();
        }
        return newest(from, to)
                .orElseThrow(() -> new IllegalStateException("The impact report " + id + " on " + to + " ended as "
                        + get(id).state() + ": " + get(id).failure()));
    }

    /** The newest finished report on stored decisions between two versions; nobody approves by a file. */
    public Optional<ImpactView> newest(String from, String to) {
        return rows.between(from, to).stream()
                .filter(impact -> impact.state() == ImpactView.State.DONE && impact.file() == null)
                .findFirst();
    }

    /** All between two versions, newest first. */
    public List<ImpactView> between(String from, String to) {
        return rows.between(from, to);
    }

    /** @throws Refusal.NotFound if there is none */
    public ImpactView get(ImpactId id) {
        return rows.find(id).orElseThrow(() -> new Refusal.NotFound("impact report", id.toString()));
    }

    /** Stops a report within about a second; one that has ended stays as it is. */
    public void cancel(ImpactId id) {
        rows.end(id, ImpactView.State.CANCELLED, null, now());
    }

    /**
     * What turns out differently, in the order it was decided.
     *
     * @param cursor from the page before; null for the first
     */
    public Page<Flip> flips(ImpactId id, FlipFilter filter, @Nullable String cursor) {
        int after;
        try {
            after = cursor == null || cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            throw new Refusal.Invalid("No page starts at '" + cursor + "'.", List.of());
        }
        List<ImpactRows.Numbered> found = rows.flips(id, filter, after, PAGE + 1);
        boolean more = found.size() > PAGE;
        List<ImpactRows.Numbered> shown = more ? found.subList(0, PAGE) : found;
        return new Page<>(
                shown.stream().map(ImpactRows.Numbered::flip).toList(),
                more ? String.valueOf(shown.getLast().number()) : null);
    }

    /** Ends reports whose application has died, so that nobody waits for them. */
    @Scheduled(fixedDelayString = "${countersign.governance.sweep-interval:PT5S}")
    void endStalled() {
        Instant now = now();
        rows.endStalled(now.minus(STALLED), now);
    }

    private void run(ImpactView impact, LongFunction<PastDecisions.Some> pages, Actor actor) {
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

    @Override
    public void destroy() {
        executor.shutdownNow();
    }

    private Instant now() {
        return Objects.requireNonNull(clock.instant()).truncatedTo(ChronoUnit.MICROS);
    }
}
