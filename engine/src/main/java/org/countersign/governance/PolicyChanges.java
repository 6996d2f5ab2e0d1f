package org.countersign.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyActivation;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The front door of drafts: opening a change, writing it, and trying it. */
@Service
public class PolicyChanges {

    private static final Pattern LIST_NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final Pattern RULE_ID = Pattern.compile("[A-Z]{2,6}-[0-9]{2,3}[A-Z]?");

    private final ChangeRepository repository;
    private final ChangeStore store;
    private final EditRows rows;
    private final Drafts drafts;
    private final Trials trials;
    private final ChangeLog log;
    private final Policies policies;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PolicyChanges(
            ChangeRepository repository,
            ChangeStore store,
            EditRows rows,
            Drafts drafts,
            Trials trials,
            ChangeLog log,
            Policies policies,
            ApplicationEventPublisher events,
            Clock clock) {
        this.repository = repository;
        this.store = store;
        this.rows = rows;
        this.drafts = drafts;
        this.trials = trials;
        this.log = log;
        this.policies = policies;
        this.events = events;
        this.clock = clock;
    }

    /** Opens an empty draft on the version in force. */
    @Transactional
    public ChangeId open(NewChange request) {
        return open(request, List.of());
    }

    /**
     * Opens a change that takes the version of an earlier activation back into force: as a version of its own, with the
     * same way to go as every other.
     *
     * @throws Refusal.Conflict if that version is in force
     */
    @Transactional
    public ChangeId rollBack(long number, String title, String reason, Actor author) {
        PolicyActivation activation = policies.activation(number);
        PolicyVersion now = policies.active();
        PolicyVersion then = drafts.version(activation.version());
        if (now.version().equals(then.version())) {
            throw new Refusal.Conflict(
                    "already-in-force",
                    "The rules of version " + number + " are in force; nothing is to be rolled back.");
        }
        return open(
                new NewChange(ChangeKind.ROLLBACK, title, reason, author),
                Draft.towards(now, drafts.casesOf(now), then, drafts.casesOf(then)));
    }

    private ChangeId open(NewChange request, List<Edit> edits) {
        String base = policies.active().version();
        Instant now = now();
        Change change = Change.open(repository.nextNumber(), request, base, now);
        change.logged(log.opened(change.id(), request, base));
        repository.saveAndFlush(change);
        if (!edits.isEmpty()) {
            store.save(change, request.author(), edits);
        }
        return change.id();
    }

    /** All that are under way, newest first. */
    @Transactional(readOnly = true)
    public List<ChangeView> open() {
        return repository.open().stream().map(store::view).toList();
    }

    /** The newest that came into force or were given up, at most {@code limit}. */
    @Transactional(readOnly = true)
    public List<ChangeView> closed(int limit) {
        return repository.closed(Limit.of(limit)).stream().map(store::view).toList();
    }

    /** Those that broke the glass and wait for their review, first due first. */
    @Transactional(readOnly = true)
    public List<ChangeView> withReviewDue() {
        return repository.withReviewDue().stream().map(store::view).toList();
    }

    /** @throws Refusal.NotFound if there is none */
    @Transactional(readOnly = true)
    public ChangeView get(ChangeId id) {
        return store.view(store.find(id));
    }

    /** The change behind an activation; empty where it was none of ours. */
    @Transactional(readOnly = true)
    public Optional<ChangeView> behind(long activation) {
        return repository.activated(activation).map(store::view);
    }

    /** Every edit that was ever saved, oldest first. */
    @Transactional(readOnly = true)
    public List<Edit.Saved> edits(ChangeId id) {
        return rows.history(id);
    }

    /** What was said of it, oldest first. */
    @Transactional(readOnly = true)
    public List<Decided> decisions(ChangeId id) {
        return rows.decisions(id);
    }

    /** Everything the change would make of the rules, at this moment. */
    @Transactional(readOnly = true)
    public Draft draft(ChangeId id) {
        return drafts.of(store.find(id));
    }

    /** The draft as it would be with this edit, which is not saved: what an editor shows while someone types. */
    @Transactional(readOnly = true)
    public Draft tried(ChangeId id, Edit edit) {
        Change change = store.find(id);
        List<Edit> edits = new ArrayList<>(rows.current(id));
        edits.removeIf(other -> other.item() == edit.item() && other.key().equals(edit.key()));
        edits.add(edit);
        return drafts.of(change.base(), edits);
    }

    /** All cases of a draft, run now. */
    public Trial trial(Draft draft) {
        return trials.of(draft);
    }

    /** A version's cases. */
    @Transactional(readOnly = true)
    public List<PolicyCase> casesOf(PolicyVersion version) {
        return drafts.casesOf(version);
    }

    /**
     * Saves edits. Of a submitted change it makes a draft again: whatever was approved counts no more.
     *
     * @param revision the one that was read; the next one is returned
     * @throws Refusal.Conflict if someone else has saved since, or the change is closed; nothing is saved then
     */
    @Transactional
    public int edit(ChangeId id, int revision, Actor person, List<Edit> edits) {
        Change change = store.lock(id, revision);
        edits.forEach(PolicyChanges::requireSane);
        store.save(change, person, edits);
        return change.revision();
    }

    private static void requireSane(Edit edit) {
        boolean list = edit.item() == Edit.Item.LIST;
        if (!(list ? LIST_NAME : RULE_ID).matcher(edit.key()).matches()) {
            throw new Refusal.Invalid(
                    list
                            ? "A list's name is lower-case letters, digits and hyphens, such as brand-words."
                            : "A rule's id is letters, hyphen and number, such as PRV-01 or MSG-01B.",
                    List.of());
        }
        if (edit.text() != null && edit.text().length() > Edit.MAX_TEXT) {
            throw new Refusal.Invalid(
                    edit.key() + " has " + edit.text().length() + " characters; " + Edit.MAX_TEXT + " are allowed.",
                    List.of());
        }
    }

    /** Saves the cases of one rule. */
    @Transactional
    public int editCases(ChangeId id, int revision, Actor person, String rule, Collection<PolicyCase> cases) {
        return edit(id, revision, person, List.of(Edit.cases(rule, CaseDocument.write(cases))));
    }

    /** Gives the change up; what it consisted of stays readable. */
    @Transactional
    public void discard(ChangeId id, Actor person) {
        Change change = store.lock(id);
        boolean submitted = change.state() != ChangeState.DRAFT;
        change.discard(now());
        log.decided(change, person, "DISCARDED", Map.of(), null);
        if (submitted) {
            events.publishEvent(new ChangeReturned(id, change.revision()));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
