package org.countersign.governance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.policy.Policies;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceListVersion;
import org.countersign.policy.ReferenceListVersions;
import org.countersign.shared.Actor;
import org.countersign.shared.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door of reference lists as officers keep them: no list changes while a case of a rule that uses it would turn
 * red, and before it does there can be a report on what would change.
 */
@Service
public class ListChanges {

    private final ReferenceListVersions lists;
    private final Policies policies;
    private final Drafts drafts;
    private final Trials trials;
    private final EditRows rows;
    private final ImpactReports impacts;

    ListChanges(
            ReferenceListVersions lists,
            Policies policies,
            Drafts drafts,
            Trials trials,
            EditRows rows,
            ImpactReports impacts) {
        this.lists = lists;
        this.policies = policies;
        this.drafts = drafts;
        this.trials = trials;
        this.rows = rows;
        this.impacts = impacts;
    }

    /** Every list, sorted by name. */
    @Transactional(readOnly = true)
    public List<ListView> all() {
        Map<String, ReferenceListVersion> open =
                lists.open().stream().collect(Collectors.toMap(ReferenceListVersion::name, Function.identity()));
        Map<String, List<String>> all = new TreeMap<>(lists.current().byName());
        open.keySet().forEach(name -> all.putIfAbsent(name, List.of()));
        return all.entrySet().stream()
                .map(list -> view(list.getKey(), list.getValue(), open.get(list.getKey())))
                .toList();
    }

    /** One list; empty, and without versions, where nobody has proposed it yet. */
    @Transactional(readOnly = true)
    public ListView get(String name) {
        return view(
                name,
                lists.current().byName().getOrDefault(name, List.of()),
                lists.history(name).stream()
                        .filter(version -> version.state() == ReferenceListVersion.State.PROPOSED)
                        .findFirst()
                        .orElse(null));
    }

    private ListView view(String name, List<String> lines, @Nullable ReferenceListVersion open) {
        List<String> users = policies.active().rules().stream()
                .filter(rule -> rule.lists().contains(name))
                .map(PolicyRule::id)
                .toList();
        return new ListView(name, lines, users, lists.history(name), open);
    }

    /**
     * Tries what a list would hold, and keeps nothing.
     *
     * @return the cases that would be red
     * @throws Refusal.Invalid if no list can hold it, or rules could not use it
     */
    @Transactional(readOnly = true)
    public List<PolicyCase.Result> red(String name, List<String> lines) {
        return trials.red(lists.with(name, lines), drafts.casesOf(policies.active()));
    }

    /**
     * Puts what a list shall hold before a second officer.
     *
     * @throws Refusal.Conflict if a case would turn red, or another proposal waits
     */
    @Transactional
    public ReferenceListVersion propose(String name, List<String> lines, String reason, Actor author) {
        requireGreen(name, lines);
        return lists.propose(name, lines, reason, author);
    }

    /**
     * The second officer's yes: it holds from the next suggestion on, and everything live is gated again.
     *
     * @throws Refusal.NotAllowed if its author approves it
     * @throws Refusal.Conflict if it was decided already, or a case has turned red since
     */
    @Transactional
    public void approve(String name, int number, Actor officer) {
        PolicyVersion before = policies.active();
        List<String> lines = lists.find(name, number).lines();
        requireGreen(name, lines);
        PolicyVersion after = lists.with(name, lines);
        lists.approve(name, number, officer);
        if (!after.equals(before)) {
            rows.keepCases(after.version(), drafts.casesOf(before));
        }
    }

    /** The second officer's no; nothing changes. */
    @Transactional
    public void reject(String name, int number, Actor officer) {
        lists.reject(name, number, officer);
    }

    /** Begins a report on what a proposal would change. */
    public ImpactId impact(String name, int number, int days, Actor officer) {
        PolicyVersion after = lists.with(name, lists.find(name, number).lines());
        if (after.equals(policies.active())) {
            throw new Refusal.Conflict(
                    "not-used", "No rule in force uses the list \"" + name + "\", so nothing would change.");
        }
        return impacts.start(policies.active().version(), after, days, officer);
    }

    private void requireGreen(String name, List<String> lines) {
        red(name, lines).stream().findFirst().ifPresent(red -> {
            throw new Refusal.Conflict(
                    "not-ready",
                    "With these values a case of rule " + red.of().rule() + " is red, \""
                            + red.of().name() + "\": " + red.mismatch()
                            + " Change the list and the cases together, in a change of the policies.");
        });
    }
}
