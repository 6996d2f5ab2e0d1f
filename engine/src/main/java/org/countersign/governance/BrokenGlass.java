package org.countersign.governance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyActivation;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.Actor;
import org.countersign.shared.FieldError;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The front door for emergencies: one officer alone brings a change into force, with a reason and for a time. A second
 * officer reviews it afterwards; if nobody has when the time is up, it is taken back. None of it needs the process engine.
 */
@Service
public class BrokenGlass {

    /** The longest time without a second officer. */
    public static final Duration LONGEST = Duration.ofDays(3);

    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final int MIN_REASON = 10;
    private static final int MAX_REASON = 2000;
    private static final Actor GLASS = Actor.system("break-glass");
    private static final Logger LOG = LoggerFactory.getLogger(BrokenGlass.class);

    private final ChangeRepository repository;
    private final ChangeStore store;
    private final Drafts drafts;
    private final Trials trials;
    private final Enactment enactment;
    private final ChangeLog log;
    private final Policies policies;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transaction;
    private final Clock clock;

    BrokenGlass(
            ChangeRepository repository,
            ChangeStore store,
            Drafts drafts,
            Trials trials,
            Enactment enactment,
            ChangeLog log,
            Policies policies,
            ApplicationEventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        this.repository = repository;
        this.store = store;
        this.drafts = drafts;
        this.trials = trials;
        this.enactment = enactment;
        this.log = log;
        this.policies = policies;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Brings a change into force at once, from wherever it is on its way.
     *
     * @param reason why it cannot wait, at least 10 characters
     * @param box how long it stays without a review, 5 minutes to 72 hours
     * @throws Refusal.Conflict if it cannot be read, a case is red, or it does not stand on the version in force
     */
    @Transactional
    public void breakFor(ChangeId id, int revision, Actor person, String reason, Duration box) {
        requireGrounds(reason, box);
        Change change = store.lock(id, revision);
        if (!change.base().equals(policies.active().version())) {
            throw new Refusal.Conflict(
                    "overtaken", "Another version has come into force since this change began. Merge the two first.");
        }
        Instant now = now();
        if (change.state() != ChangeState.DRAFT) {
            change.comeBack(null, now);
            events.publishEvent(new ChangeReturned(id, revision));
        }
        Draft draft = drafts.of(change);
        requireSound(draft);
        PolicyVersion version = Objects.requireNonNull(draft.candidate());
        Instant until = now.plus(box);
        change.breakGlass(reason.strip(), until, version.version());
        PolicyActivation activation = enactment.alone(version, draft.cases(), store.view(change), person);
        change.activate(activation, now);
        log.brokeGlass(
                change,
                person,
                Map.of(
                        "candidate", version.version(),
                        "number", String.valueOf(activation.number()),
                        "until", until.truncatedTo(ChronoUnit.SECONDS).toString()),
                reason.strip());
    }

    private void requireSound(Draft draft) {
        Trial trial = trials.of(draft);
        if (draft.candidate() == null || draft.isEmpty() || !trial.red().isEmpty() || trial.hasErrors()) {
            throw new Refusal.Conflict("not-ready", String.join(" ", trial.obstacles()));
        }
    }

    private static void requireGrounds(String reason, Duration box) {
        List<FieldError> errors = new ArrayList<>();
        if (reason.strip().length() < MIN_REASON || reason.length() > MAX_REASON) {
            errors.add(new FieldError(
                    "/reason",
                    "Say why this cannot wait for a second officer, in " + MIN_REASON + " to " + MAX_REASON
                            + " characters."));
        }
        if (box.compareTo(SHORTEST) < 0 || box.compareTo(LONGEST) > 0) {
            errors.add(new FieldError("/box", "Choose 5 minutes to 72 hours."));
        }
        if (!errors.isEmpty()) {
            throw new Refusal.Invalid("The glass stays whole.", errors);
        }
    }

    /**
     * A second officer's yes afterwards: the change stays.
     *
     * @throws Refusal.NotAllowed if this person had a hand in it
     */
    @Transactional
    public void keep(ChangeId id, Actor person, @Nullable String comment) {
        Change change = store.lock(id);
        store.requireSecond(change, person);
        review(change, GlassReview.KEPT, person, comment);
    }

    /** Takes the change back, whoever sees that it was wrong. */
    @Transactional
    public void takeBack(ChangeId id, Actor person, String comment) {
        Change change = store.lock(id);
        review(change, GlassReview.REVERTED, person, comment);
        undo(change, person);
    }

    /** Takes back what nobody reviewed in time. */
    @Scheduled(fixedDelayString = "${countersign.governance.sweep-interval:PT5S}")
    void lapse() {
        Instant now = now();
        for (Change due : repository.withReviewDue()) {
            Instant until =
                    Objects.requireNonNull(due.view(new TreeSet<>()).glass()).until();
            if (!until.isAfter(now)) {
                try {
                    transaction.executeWithoutResult(status -> lapse(due.id()));
                } catch (RuntimeException e) {
                    LOG.error("Change {} could not be taken back after its time; tried again.", due.id(), e);
                }
            }
        }
    }

    private void lapse(ChangeId id) {
        Change change = store.lock(id);
        ChangeView view = change.view(new TreeSet<>());
        if (view.isReviewDue()) {
            review(change, GlassReview.LAPSED, GLASS, null);
            undo(change, GLASS);
        }
    }

    private void review(Change change, GlassReview said, Actor person, @Nullable String comment) {
        change.reviewGlass(said, person.name());
        log.decided(
                change,
                person,
                "GLASS_" + said,
                Map.of("candidate", String.valueOf(change.candidate())),
                comment == null || comment.isBlank() ? null : comment.strip());
    }

    /** Puts every item back as it was, except those that others have changed since. */
    private void undo(Change change, Actor actor) {
        PolicyVersion broken = drafts.version(Objects.requireNonNull(change.candidate()));
        PolicyVersion before = drafts.version(change.base());
        List<PolicyCase> casesBroken = drafts.casesOf(broken);
        List<PolicyCase> casesBefore = drafts.casesOf(before);
        PolicyVersion now = policies.active();
        if (now.version().equals(broken.version())) {
            enactment.alone(before, casesBefore, store.view(change), actor);
            return;
        }
        List<Edit> changedSince = Draft.towards(broken, casesBroken, now, drafts.casesOf(now));
        List<Edit> back = Draft.towards(broken, casesBroken, before, casesBefore).stream()
                .filter(edit -> changedSince.stream()
                        .noneMatch(other ->
                                other.item() == edit.item() && other.key().equals(edit.key())))
                .toList();
        Draft draft = drafts.of(now.version(), back);
        if (draft.candidate() == null) {
            throw new IllegalStateException("Change " + change.id() + " cannot be taken back by itself: "
                    + String.join(" ", trials.of(draft).obstacles()));
        }
        if (!draft.isEmpty()) {
            enactment.alone(draft.candidate(), draft.cases(), store.view(change), actor);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
