package org.countersign.governance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyVersion;
import org.countersign.screening.PastDecisions;
import org.countersign.shared.Actor;
import org.countersign.shared.Page;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** The front door of impact reports: what one version would have done to the decisions of the past. */
@Service
public class ImpactReports implements DisposableBean {

    private static final Duration STALLED = Duration.ofMinutes(1);
    private static final int PAGE = 100;

    private final ImpactRows rows;
    private final PastDecisions decisions;
    private final Policies policies;
    private final ImpactWork work;
    private final Clock clock;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<ImpactId, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

    ImpactReports(ImpactRows rows, PastDecisions decisions, Policies policies, ImpactWork work, Clock clock) {
        this.rows = rows;
        this.decisions = decisions;
        this.policies = policies;
        this.work = work;
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
                        filled.subList(
                                Math.toIntExact(last),
                                Math.min(filled.size(), Math.toIntExact(last) + ImpactWork.CHUNK)),
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
                last -> decisions.page(last, since, now, ImpactWork.CHUNK),
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
                ImpactId.next(),
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
                work.run(impact, pages, actor);
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

    @Override
    public void destroy() {
        executor.shutdownNow();
    }

    private Instant now() {
        return Objects.requireNonNull(clock.instant()).truncatedTo(ChronoUnit.MICROS);
    }
}
