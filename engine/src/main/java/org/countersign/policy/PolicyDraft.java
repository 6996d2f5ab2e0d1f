package org.countersign.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules as they were read from a text, with the place of each rule and of each part of its condition. */
record PolicyDraft(List<PolicyRule> rules, Map<String, Map<List<Integer>, Place>> places) {

    /** Where a part of a rule stands; the nearest part around it where that one has no place of its own. */
    @Nullable
    Place place(String rule, List<Integer> path) {
        Map<List<Integer>, Place> known = places.getOrDefault(rule, Map.of());
        for (int length = path.size(); length >= 0; length--) {
            Place place = known.get(path.subList(0, length));
            if (place != null) {
                return place;
            }
        }
        return null;
    }

    /** Collects places while a text is read. Conditions are told apart by identity, since equal ones may stand twice. */
    static final class Builder {

        private final IdentityHashMap<Condition, Place> starts = new IdentityHashMap<>();
        private final Map<String, Map<List<Integer>, Place>> places = new HashMap<>();
        private final List<PolicyRule> rules = new ArrayList<>();

        <C extends Condition> C at(DrlToken start, C condition) {
            starts.putIfAbsent(condition, new Place(start.line(), start.column()));
            return condition;
        }

        void add(DrlToken start, PolicyRule rule) {
            rules.add(rule);
            Map<List<Integer>, Place> own = places.computeIfAbsent(rule.id(), id -> new HashMap<>());
            walk(rule.when(), List.of(), own);
            own.put(List.of(), new Place(start.line(), start.column()));
        }

        private void walk(Condition condition, List<Integer> path, Map<List<Integer>, Place> own) {
            Place place = starts.get(condition);
            if (place != null) {
                own.put(path, place);
            }
            for (int i = 0; i < condition.parts().size(); i++) {
                List<Integer> below = new ArrayList<>(path);
                below.add(i);
                walk(condition.parts().get(i), below, own);
            }
        }

        int size() {
            return rules.size();
        }

        PolicyDraft build() {
            return new PolicyDraft(List.copyOf(rules), places);
        }
    }
}
