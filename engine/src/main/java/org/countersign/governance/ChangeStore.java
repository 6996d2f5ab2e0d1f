package org.countersign.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The changes as they are stored, and who had a hand in each. */
@Component
class ChangeStore {

    private final ChangeRepository repository;
    private final EditRows rows;
    private final ChangeLog log;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ChangeStore(
            ChangeRepository repository, EditRows rows, ChangeLog log, ApplicationEventPublisher events, Clock clock) {
        this.repository = repository;
        this.rows = rows;
        this.log = log;
        this.events = events;
        this.clock = clock;
    }

    Change find(ChangeId id) {
        return repository.findById(id.value()).orElseThrow(() -> notFound(id));
    }

    /** The same, for nobody else to change until the transaction ends. */
    Change lock(ChangeId id) {
        return repository.lock(id.value()).orElseThrow(() -> notFound(id));
    }

    /** @throws Refusal.Conflict if somebody has saved another revision since */
    Change lock(ChangeId id, int revision) {
        Change change = lock(id);
        if (change.revision() != revision) {
            throw new Refusal.Conflict(
                    "stale",
                    "Somebody has saved revision " + change.revision() + " of this change since you read revision "
                            + revision + ". Yours is not saved; look at it again first.");
        }
        return change;
    }

    /** Its author, and whoever has saved an edit. */
    SortedSet<String> contributors(Change change) {
        SortedSet<String> people = new TreeSet<>(rows.contributors(change.id()));
        people.add(change.author());
        return people;
    }

    /** @throws Refusal.NotAllowed if this person had a hand in the change */
    void requireSecond(Change change, Actor person) {
        if (contributors(change).contains(person.name())) {
            throw new Refusal.NotAllowed(
                    "contributor-cannot-decide",
                    person.name() + " had a hand in this change; another officer must decide on it.");
        }
    }

    /** Saves edits as a new revision; of a submitted change it makes a draft again. */
    void save(Change change, Actor person, List<Edit> edits) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        int submitted = change.revision();
        if (change.edit(now)) {
            events.publishEvent(new ChangeReturned(change.id(), submitted));
        }
        rows.insert(change.id(), edits, change.revision(), person, now);
        log.edited(change, person, edits);
        repository.saveAndFlush(change);
    }

    ChangeView view(Change change) {
        return change.view(contributors(change));
    }

    private static Refusal.NotFound notFound(ChangeId id) {
        return new Refusal.NotFound("policy change", id.toString());
    }
}
