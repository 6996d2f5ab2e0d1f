package org.countersign.governance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.governance.Edit.Action;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyVersion;
import org.countersign.shared.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The front door where changes meet: what others are changing too, what has come into force meanwhile, and the merge. */
@Service
public class ChangeMerges {

    private final ChangeRepository repository;
    private final ChangeStore store;
    private final EditRows rows;
    private final Drafts drafts;
    private final Policies policies;

    ChangeMerges(ChangeRepository repository, ChangeStore store, EditRows rows, Drafts drafts, Policies policies) {
        this.repository = repository;
        this.store = store;
        this.rows = rows;
        this.drafts = drafts;
        this.policies = policies;
    }

    /** What others are changing too, or have changed since this one began; the sooner it is known, the better. */
    @Transactional(readOnly = true)
    public List<Overlap> overlaps(ChangeId id) {
        Change change = store.find(id);
        Set<String> mine = items(rows.current(id));
        List<Overlap> overlaps = new ArrayList<>();
        for (Change other : repository.open()) {
            if (!other.id().equals(id)) {
                for (Edit edit : rows.current(other.id())) {
                    if (edit.action() != Action.REVERT && mine.contains(item(edit))) {
                        overlaps.add(new Overlap(edit.item(), edit.key(), store.view(other)));
                    }
                }
            }
        }
        for (Edit edit : since(change)) {
            if (mine.contains(item(edit))) {
                overlaps.add(new Overlap(edit.item(), edit.key(), null));
            }
        }
        return overlaps;
    }

    /** Whether another version has come into force since the change began. */
    @Transactional(readOnly = true)
    public boolean isOvertaken(ChangeId id) {
        return !store.find(id).base().equals(policies.active().version());
    }

    /** The items that must be decided on before the change can stand on the version in force. */
    @Transactional(readOnly = true)
    public List<MergeItem> conflicts(ChangeId id) {
        return conflicts(store.find(id));
    }

    private List<MergeItem> conflicts(Change change) {
        Draft draft = drafts.of(change);
        Draft active = drafts.of(policies.active().version(), List.of());
        Set<String> theirs = items(since(change));
        return rows.current(change.id()).stream()
                .filter(edit -> edit.action() != Action.REVERT && theirs.contains(item(edit)))
                .map(edit -> mergeItem(edit, draft, active))
                .filter(conflict -> !Objects.equals(conflict.mine(), conflict.theirs()))
                .toList();
    }

    private static MergeItem mergeItem(Edit edit, Draft draft, Draft active) {
        String key = edit.key();
        return switch (edit.item()) {
            case RULE ->
                new MergeItem(
                        edit.item(),
                        key,
                        draft.rule(key)
                                .filter(rule -> rule.before() != null)
                                .map(DraftRule::textBefore)
                                .orElse(null),
                        active.rule(key).map(DraftRule::text).orElse(null),
                        edit.text());
            case LIST ->
                new MergeItem(
                        edit.item(),
                        key,
                        lines(draft.base().lists().byName().get(key)),
                        lines(active.base().lists().byName().get(key)),
                        edit.text());
            case CASES ->
                new MergeItem(
                        edit.item(),
                        key,
                        null,
                        CaseDocument.write(
                                active.rule(key).map(DraftRule::cases).orElse(List.of())),
                        edit.text());
        };
    }

    private static @Nullable String lines(@Nullable List<String> values) {
        return values == null ? null : String.join("\n", values);
    }

    /**
     * Puts the change on top of the version in force, item by item.
     *
     * @param theirs keys of the conflicting items of which theirs is to stay; of the others, mine does
     */
    @Transactional
    public int merge(ChangeId id, int revision, Actor person, Set<String> theirs) {
        Change change = store.lock(id, revision);
        List<Edit> taken = conflicts(change).stream()
                .filter(conflict -> theirs.contains(conflict.key()))
                .map(conflict -> Edit.revert(conflict.item(), conflict.key()))
                .toList();
        change.rebase(policies.active().version());
        store.save(change, person, taken);
        return change.revision();
    }

    /** What has changed in force since a change began. */
    private List<Edit> since(Change change) {
        PolicyVersion now = policies.active();
        if (now.version().equals(change.base())) {
            return List.of();
        }
        PolicyVersion then = drafts.version(change.base());
        return Draft.towards(then, drafts.casesOf(then), now, drafts.casesOf(now));
    }

    private static String item(Edit edit) {
        return edit.item() + " " + edit.key();
    }

    private static Set<String> items(Collection<Edit> edits) {
        return edits.stream()
                .filter(edit -> edit.action() != Action.REVERT)
                .map(ChangeMerges::item)
                .collect(Collectors.toSet());
    }
}
