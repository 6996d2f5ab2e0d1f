package org.countersign.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyEngine;
import org.countersign.policy.PolicyVersion;
import org.countersign.screening.PastDecision;
import org.countersign.screening.PastDecisions;
import org.countersign.screening.SuggestionScreened;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.countersign.suggestion.SuggestionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The front door of shadow mode: a candidate judges live traffic beside the version in force, and what it says is only
 * recorded. It works on decisions that are made already, after their transaction and on its own time, so that it can
 * neither change nor slow down nor fail one.
 */
@Service
public class Shadows {

    private static final int CHUNK = 1000;
    private static final int RECENT = 50;
    private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);

    private final ChangeRepository repository;
    private final Drafts drafts;
    private final ShadowRows rows;
    private final PastDecisions decisions;
    private final Policies policies;
    private final PolicyEngine engine;
    private final Clock clock;
    private final ConcurrentLinkedQueue<SuggestionId> screened = new ConcurrentLinkedQueue<>();
    private final Map<ChangeId, Caster> casters = new HashMap<>();

    Shadows(
            ChangeRepository repository,
            Drafts drafts,
            ShadowRows rows,
            PastDecisions decisions,
            Policies policies,
            PolicyEngine engine,
            Clock clock) {
        this.repository = repository;
        this.drafts = drafts;
        this.rows = rows;
        this.decisions = decisions;
        this.policies = policies;
        this.engine = engine;
        this.clock = clock;
    }

    /** A candidate ready to judge, as long as neither it nor the version in force changes. */
    private record Caster(int revision, String active, String version, Judge judge) {}

    /**
     * Lets a change run in the shadow from now on, until it is stopped, comes into force or is given up. An edit goes on
     * with the candidate as edited.
     *
     * @throws Refusal.Conflict if the draft cannot be read
     */
    @Transactional
    public void start(ChangeId id, Actor person) {
        Change change = lock(id);
        if (!change.state().isOpen()) {
            throw new Refusal.Conflict("closed", "The change is " + change.state() + " and casts no shadow.");
        }
        PolicyVersion candidate = drafts.of(change).candidate();
        if (candidate == null) {
            throw new Refusal.Conflict("not-ready", "The draft cannot be read yet; mend its errors first.");
        }
        policies.keep(candidate, person);
        if (change.shadowSince() == null) {
            change.shadow(clock.instant().truncatedTo(ChronoUnit.MICROS));
        }
    }

    @Transactional
    public void stop(ChangeId id) {
        lock(id).shadow(null);
    }

    /** What it has said so far; empty unless it runs in the shadow and can be read. */
    @Transactional(readOnly = true)
    public Optional<ShadowView> of(ChangeId id) {
        Change change =
                repository.findById(id.value()).orElseThrow(() -> new Refusal.NotFound("policy change", id.toString()));
        Instant since = change.shadowSince();
        PolicyVersion candidate = since == null ? null : drafts.of(change).candidate();
        if (since == null || candidate == null) {
            return Optional.empty();
        }
        String version = candidate.version();
        return Optional.of(new ShadowView(
                since, version, rows.count(id, version), rows.turns(id, version), rows.recent(id, version, RECENT)));
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(SuggestionScreened event) {
        screened.add(event.id());
    }

    /** Judges what was screened since the last time. */
    @Scheduled(fixedDelayString = "${countersign.governance.shadow-interval:PT2S}")
    synchronized void cast() {
        List<SuggestionId> next = new ArrayList<>();
        List<Change> changes = repository.inShadow();
        casters.keySet()
                .removeIf(id -> changes.stream().noneMatch(change -> change.id().equals(id)));
        for (SuggestionId id = screened.poll(); id != null; id = screened.poll()) {
            next.add(id);
        }
        if (changes.isEmpty()) {
            return;
        }
        for (int first = 0; first < next.size(); first += CHUNK) {
            List<PastDecision> made = decisions
                    .of(next.subList(first, Math.min(next.size(), first + CHUNK)))
                    .decisions();
            changes.forEach(change -> cast(change, made));
        }
        changes.forEach(change -> cast(change, List.of()));
    }

    private void cast(Change change, List<PastDecision> made) {
        Instant since = change.shadowSince();
        if (since == null) {
            return;
        }
        try {
            Caster caster = casters.get(change.id());
            String active = policies.active().version();
            if (caster == null
                    || caster.revision() != change.revision()
                    || !caster.active().equals(active)) {
                PolicyVersion candidate = drafts.of(change).candidate();
                if (candidate == null) {
                    casters.remove(change.id());
                    return;
                }
                caster = new Caster(
                        change.revision(),
                        active,
                        candidate.version(),
                        new Judge(engine, policies.active(), candidate));
                casters.put(change.id(), caster);
                catchUp(change, caster, since);
            }
            Judge judge = caster.judge();
            rows.insert(
                    change.id(),
                    caster.version(),
                    made.stream()
                            .filter(decision -> !decision.at().isBefore(since))
                            .map(judge::judge)
                            .toList());
        } catch (RuntimeException e) {
            LOG.error("Change {} could not judge {} decisions in the shadow.", change.id(), made.size(), e);
        }
    }

    /** After a restart, an edit or an activation: what this candidate has not judged yet. */
    private void catchUp(Change change, Caster caster, Instant since) {
        long last = rows.last(change.id(), caster.version());
        PastDecisions.Some page;
        do {
            page = decisions.page(last, since, clock.instant(), CHUNK);
            rows.insert(
                    change.id(),
                    caster.version(),
                    page.decisions().stream().map(caster.judge()::judge).toList());
            last = page.last();
        } while (page.decisions().size() + page.unreadable() == CHUNK);
    }

    private Change lock(ChangeId id) {
        return repository.lock(id.value()).orElseThrow(() -> new Refusal.NotFound("policy change", id.toString()));
    }
}
