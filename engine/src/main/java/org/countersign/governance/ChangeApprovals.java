package org.countersign.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.countersign.audit.EntryId;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyActivation;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The front door from a draft into force: submit, check, report, approve, activate. The process {@code policy-change}
 * calls the steps one after the other; each is refused where its turn has not come.
 */
@Service
public class ChangeApprovals {

    private static final Actor PROCESS = Actor.system("policy-change");
    private static final int MAX_COMMENT = 2000;

    /** Days of decisions that a report looks back on where nobody asked for others. */
    static final int DAYS = 30;

    private final ChangeStore store;
    private final EditRows rows;
    private final Drafts drafts;
    private final Trials trials;
    private final ImpactReports impacts;
    private final Enactment enactment;
    private final ChangeLog log;
    private final Policies policies;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    ChangeApprovals(
            ChangeStore store,
            EditRows rows,
            Drafts drafts,
            Trials trials,
            ImpactReports impacts,
            Enactment enactment,
            ChangeLog log,
            Policies policies,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.store = store;
        this.rows = rows;
        this.drafts = drafts;
        this.trials = trials;
        this.impacts = impacts;
        this.enactment = enactment;
        this.log = log;
        this.policies = policies;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Hands a draft in.
     *
     * @param effectiveAt when it is to come into force once approved; null for at once
     * @throws Refusal.Conflict if a case is red, something cannot be read, nothing is changed, or another version has
     *     come into force since the draft began
     */
    @Transactional
    public void submit(ChangeId id, int revision, Actor person, @Nullable Instant effectiveAt) {
        Change change = store.lock(id, revision);
        Instant now = now();
        if (effectiveAt != null && !effectiveAt.isAfter(now)) {
            throw new Refusal.Invalid(
                    "It cannot come into force in the past.",
                    List.of(new FieldError("/effectiveAt", "Choose a time to come, or none for at once.")));
        }
        PolicyVersion candidate = submittable(change);
        policies.keep(candidate, person);
        change.submit(candidate.version(), effectiveAt, now);
        log.submitted(change, person, candidate.version());
        events.publishEvent(new ChangeSubmitted(id, revision, change.entry(), effectiveAt == null ? now : effectiveAt));
    }

    private PolicyVersion submittable(Change change) {
        if (!change.base().equals(policies.active().version())) {
            throw new Refusal.Conflict(
                    "overtaken",
                    "Another version has come into force since this change began. Merge the two, then submit.");
        }
        Draft draft = drafts.of(change);
        Trial trial = trials.of(draft);
        if (!trial.obstacles().isEmpty()) {
            throw new Refusal.Conflict("not-ready", String.join(" ", trial.obstacles()));
        }
        return Objects.requireNonNull(draft.candidate());
    }

    /**
     * Runs the cases of a submitted change once more. A change that fails comes back to its author.
     *
     * @return whether it passed
     */
    @Transactional
    public boolean check(ChangeId id, int revision) {
        Change change = submitted(id, revision);
        if (change.state() != ChangeState.CHECKING) {
            return true;
        }
        try {
            submittable(change);
            return true;
        } catch (Refusal.Conflict refusal) {
            change.comeBack(refusal.detail(), now());
            log.decided(change, PROCESS, "FAILED_CHECKS", Map.of(), refusal.detail());
            return false;
        }
    }

    /** Has the report made that its approval will name; returns when there is one. Takes seconds to minutes. */
    public ImpactView report(ChangeId id, int revision) {
        Change change = submitted(id, revision);
        return impacts.ensure(change.base(), Objects.requireNonNull(change.candidate()), DAYS, PROCESS);
    }

    /** Puts a reported change before the officers. Called again, it takes over the new task key. */
    @Transactional
    public void awaitApproval(ChangeId id, int revision, long taskKey) {
        Change change = submitted(id, revision);
        if (change.state() == ChangeState.APPROVED) {
            events.publishEvent(new ChangeDecided(id, revision, true, taskKey));
            return;
        }
        reportOf(change);
        change.awaitApproval(taskKey, now());
    }

    /** The report that a decision on a submitted change names. */
    @Transactional(readOnly = true)
    public Optional<ImpactView> reportFor(ChangeView change) {
        return change.candidate() == null ? Optional.empty() : impacts.newest(change.base(), change.candidate());
    }

    /**
     * The second officer's yes. It is bound to this revision and to the report that was read.
     *
     * @param reportHash of the report that was on the screen
     * @throws Refusal.NotAllowed if this person had a hand in the change
     * @throws Refusal.Conflict if another revision or report has taken the place of the one that was read
     */
    @Transactional
    public void approve(ChangeId id, int revision, Actor person, String reportHash, @Nullable String comment) {
        Change change = store.lock(id, revision);
        store.requireSecond(change, person);
        requireState(change, ChangeState.IN_APPROVAL);
        ImpactView report = reportOf(change);
        if (!report.hash().equals(reportHash)) {
            throw new Refusal.Conflict(
                    "stale-report", "A newer impact report has been made since you read yours. Read it, then decide.");
        }
        decide(change, person, true, reportHash, comment);
        long taskKey = change.taskKey();
        change.approve(now());
        events.publishEvent(new ChangeDecided(id, revision, true, taskKey));
    }

    /** The second officer's no: the change is a draft again. */
    @Transactional
    public void sendBack(ChangeId id, int revision, Actor person, String comment) {
        if (comment.isBlank()) {
            throw new Refusal.Invalid(
                    "Say what is to be done.", List.of(new FieldError("/comment", "Say what is to be done.")));
        }
        Change change = store.lock(id, revision);
        store.requireSecond(change, person);
        requireState(change, ChangeState.IN_APPROVAL);
        decide(change, person, false, reportOf(change).hash(), comment);
        long taskKey = change.taskKey();
        change.comeBack(comment, now());
        events.publishEvent(new ChangeDecided(id, revision, false, taskKey));
    }

    private void decide(Change change, Actor person, boolean approved, String reportHash, @Nullable String comment) {
        String said = comment == null || comment.isBlank() ? null : comment.strip();
        if (said != null && said.length() > MAX_COMMENT) {
            throw new Refusal.Invalid(
                    "The comment has at most " + MAX_COMMENT + " characters.",
                    List.of(new FieldError("/comment", "At most " + MAX_COMMENT + " characters.")));
        }
        String candidate = Objects.requireNonNull(change.candidate());
        EntryId entry = log.decided(
                change,
                person,
                approved ? "APPROVED" : "SENT_BACK",
                Map.of("candidate", candidate, "report", reportHash),
                said);
        rows.decide(
                change.id(),
                new Decided(change.revision(), person.name(), approved, candidate, reportHash, said, now()),
                entry);
    }

    /**
     * Brings an approved change into force; the next suggestion feels it. If another version has come into force since it
     * was approved, it comes back to its author instead, so that nobody's work is undone unseen.
     *
     * @return whether it is in force
     */
    @Transactional
    public boolean activate(ChangeId id, int revision) {
        Change change = store.lock(id);
        if (change.state() == ChangeState.ACTIVE && change.revision() == revision) {
            return true;
        }
        if (change.revision() != revision || change.state() != ChangeState.APPROVED) {
            return false;
        }
        Instant now = now();
        if (change.effectiveAt() != null && change.effectiveAt().isAfter(now)) {
            throw new Refusal.Conflict(
                    "not-yet", "Change " + id + " comes into force at " + change.effectiveAt() + ".");
        }
        if (!change.base().equals(policies.active().version())) {
            String why = "Another version came into force before this one could. Merge the two, then submit again.";
            change.comeBack(why, now);
            log.decided(change, PROCESS, "OVERTAKEN", Map.of(), why);
            return false;
        }
        bringIntoForce(change, approver(change));
        return true;
    }

    private Actor approver(Change change) {
        return rows.decisions(change.id()).stream()
                .filter(said -> said.approved() && said.revision() == change.revision())
                .findFirst()
                .map(said -> Actor.person(said.person()))
                .orElseThrow(() -> new IllegalStateException("Change " + change.id()
                        + " is APPROVED, but nobody approved revision " + change.revision() + "."));
    }

    private void bringIntoForce(Change change, Actor actor) {
        PolicyVersion candidate = drafts.version(Objects.requireNonNull(change.candidate()));
        PolicyActivation activation = enactment.of(
                candidate, drafts.of(change).cases(), store.view(change), Actor.person(change.author()), actor);
        change.activate(activation, now());
        log.decided(
                change,
                actor,
                "ACTIVATED",
                Map.of("candidate", candidate.version(), "number", String.valueOf(activation.number())),
                null);
    }

    private ImpactView reportOf(Change change) {
        return impacts.newest(change.base(), Objects.requireNonNull(change.candidate()))
                .orElseThrow(() -> new Refusal.Conflict(
                        "no-report", "There is no impact report on this revision yet; wait for it."));
    }

    private static void requireState(Change change, ChangeState wanted) {
        if (change.state() != wanted) {
            throw new Refusal.Conflict(
                    "stale", "The change is " + change.state() + ", not " + wanted + ". Maybe the page was stale.");
        }
    }

    /** @throws Refusal.Conflict if this revision is submitted no more: whoever works for it may stop */
    private Change submitted(ChangeId id, int revision) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Change change = store.lock(id, revision);
            if (change.candidate() == null || !change.state().isOpen()) {
                throw new Refusal.Conflict(
                        "not-submitted", "Revision " + revision + " of change " + id + " is " + change.state() + ".");
            }
            return change;
        }));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
