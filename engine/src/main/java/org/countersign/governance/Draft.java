package org.countersign.governance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countersign.governance.Edit.Action;
import org.countersign.governance.Edit.Item;
import org.countersign.policy.DrlWriter;
import org.countersign.policy.Operand;
import org.countersign.policy.PolicyCase;
import org.countersign.policy.PolicyRule;
import org.countersign.policy.PolicyVersion;
import org.countersign.policy.ReferenceLists;
import org.jspecify.annotations.Nullable;

/**
 * A version and the edits on top of it: everything a draft is at the moment. Nothing here is stored; it is made anew from
 * both whenever someone looks.
 *
 * @param base the version it starts from
 * @param rules of the base and of the draft, sorted by id
 * @param lists all reference lists, as the draft has them
 * @param changedLists names of those that the draft changes
 * @param listErrors by name of the list
 * @param candidate the version it would make; null where something is unreadable or does not fit together
 * @param misfit why it makes no version although every rule can be read; null where that is not so
 */
public record Draft(
        PolicyVersion base,
        List<DraftRule> rules,
        ReferenceLists lists,
        SortedSet<String> changedLists,
        SortedMap<String, String> listErrors,
        @Nullable PolicyVersion candidate,
        @Nullable String misfit) {

    public Draft {
        rules = List.copyOf(rules);
    }

    /**
     * @param baseCases of all rules of the base
     * @param known lists that rules may use although the base does not
     * @param edits the newest of each item
     */
    static Draft of(PolicyVersion base, Collection<PolicyCase> baseCases, ReferenceLists known, List<Edit> edits) {
        return new Builder(base, baseCases, known, edits).build();
    }

    /** The rule of this id, if base or draft has it. */
    public Optional<DraftRule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** What the draft does anything to. */
    public List<DraftRule> touched() {
        return rules.stream().filter(rule -> !rule.isUntouched()).toList();
    }

    /** Whether the next version would be this one, cases and all. */
    public boolean isEmpty() {
        return candidate != null
                && candidate.version().equals(base.version())
                && rules.stream().noneMatch(DraftRule::casesChanged);
    }

    /** The cases of all rules that stay. */
    public List<PolicyCase> cases() {
        return rules.stream()
                .filter(rule -> rule.fate() != DraftRule.Fate.REMOVED)
                .flatMap(rule -> rule.cases().stream())
                .toList();
    }

    /**
     * The edits that turn one version into another.
     *
     * @param casesOf the other one's cases
     */
    static List<Edit> towards(
            PolicyVersion from, Collection<PolicyCase> casesFrom, PolicyVersion other, Collection<PolicyCase> casesOf) {
        List<Edit> edits = new ArrayList<>();
        Map<String, List<String>> lists = from.lists().byName();
        other.lists().byName().forEach((name, values) -> {
            if (!values.equals(lists.get(name))) {
                edits.add(Edit.list(name, String.join("\n", values)));
            }
        });
        Map<String, String> before = texts(from);
        Map<String, String> after = texts(other);
        after.forEach((id, text) -> {
            if (!text.equals(before.get(id))) {
                edits.add(Edit.rule(id, text));
            }
        });
        before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(id -> edits.add(Edit.withoutRule(id)));
        Map<String, List<PolicyCase>> had = byRule(casesFrom);
        byRule(casesOf).forEach((id, own) -> {
            if (after.containsKey(id) && !own.equals(had.get(id))) {
                edits.add(Edit.cases(id, CaseDocument.write(own)));
            }
        });
        return edits;
    }

    private static Map<String, String> texts(PolicyVersion version) {
        Map<String, String> texts = new LinkedHashMap<>();
        version.rules().forEach(rule -> texts.put(rule.id(), DrlWriter.write(rule)));
        return texts;
    }

    private static Map<String, List<PolicyCase>> byRule(Collection<PolicyCase> cases) {
        return cases.stream().collect(Collectors.groupingBy(PolicyCase::rule, TreeMap::new, Collectors.toList()));
    }

    /** Puts it together. */
    private static final class Builder {

        private final PolicyVersion base;
        private final Map<String, PolicyRule> before = new LinkedHashMap<>();
        private final Map<String, List<PolicyCase>> cases;
        private final Map<String, Edit> ruleEdits = new TreeMap<>();
        private final Map<String, Edit> listEdits = new TreeMap<>();
        private final Map<String, Edit> caseEdits = new HashMap<>();
        private final SortedMap<String, List<String>> lists = new TreeMap<>();
        private final NavigableSet<String> changedLists = new TreeSet<>();
        private final SortedMap<String, String> listErrors = new TreeMap<>();

        Builder(PolicyVersion base, Collection<PolicyCase> baseCases, ReferenceLists known, List<Edit> edits) {
            this.base = base;
            base.rules().forEach(rule -> before.put(rule.id(), rule));
            this.cases = byRule(baseCases);
            lists.putAll(known.byName());
            lists.putAll(base.lists().byName());
            for (Edit edit : edits) {
                if (edit.action() != Action.REVERT) {
                    (edit.item() == Item.RULE ? ruleEdits : edit.item() == Item.LIST ? listEdits : caseEdits)
                            .put(edit.key(), edit);
                }
            }
        }

        Draft build() {
            listEdits.values().forEach(this::readList);
            ReferenceLists all = ReferenceLists.of(lists);
            SortedSet<String> ids = new TreeSet<>(before.keySet());
            ids.addAll(ruleEdits.keySet());
            List<DraftRule> rules = ids.stream().map(id -> rule(id, all)).toList();
            PolicyVersion candidate = null;
            String misfit = null;
            if (listErrors.isEmpty() && rules.stream().noneMatch(rule -> rule.fate() == DraftRule.Fate.UNREADABLE)) {
                try {
                    candidate = PolicyVersion.of(rules.stream()
                            .map(DraftRule::after)
                            .filter(java.util.Objects::nonNull)
                            .toList());
                } catch (IllegalArgumentException e) {
                    misfit = e.getMessage();
                }
            }
            return new Draft(
                    base,
                    rules,
                    all,
                    Collections.unmodifiableNavigableSet(changedLists),
                    Collections.unmodifiableSortedMap(listErrors),
                    candidate,
                    misfit);
        }

        private void readList(Edit edit) {
            if (edit.text() == null) {
                lists.remove(edit.key());
                changedLists.add(edit.key());
                return;
            }
            List<String> values = ListText.values(edit.text());
            try {
                Operand.NamedList list = new Operand.NamedList(edit.key(), values);
                if (!list.values().equals(lists.put(edit.key(), list.values()))) {
                    changedLists.add(edit.key());
                }
            } catch (IllegalArgumentException e) {
                changedLists.add(edit.key());
                listErrors.put(edit.key(), String.valueOf(e.getMessage()));
            }
        }

        private DraftRule rule(String id, ReferenceLists all) {
            PolicyRule old = before.get(id);
            Edit edit = ruleEdits.get(id);
            List<PolicyCase> own = casesOf(id);
            boolean casesChanged = !own.equals(cases.getOrDefault(id, List.of()));
            if (edit == null && old != null) {
                String text = DrlWriter.write(old);
                if (changedLists.isEmpty() || old.lists().stream().noneMatch(changedLists::contains)) {
                    return new DraftRule(id, old, text, old, List.of(), own, casesChanged);
                }
                RuleText read = RuleText.read(id, text, all);
                return new DraftRule(id, old, text, read.rule(), read.errors(), own, casesChanged);
            }
            if (edit == null || edit.text() == null) {
                return new DraftRule(id, old, null, null, List.of(), own, casesChanged);
            }
            RuleText read = RuleText.read(id, edit.text(), all);
            return new DraftRule(id, old, edit.text(), read.rule(), read.errors(), own, casesChanged);
        }

        private List<PolicyCase> casesOf(String id) {
            Edit edit = caseEdits.get(id);
            return edit == null || edit.text() == null
                    ? cases.getOrDefault(id, List.of())
                    : CaseDocument.read(id, edit.text());
        }
    }
}
