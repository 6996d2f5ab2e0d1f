package org.countersign.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Named lists of values that rules share, for example the special categories of personal data. */
public record ReferenceLists(SortedMap<String, List<String>> byName) {

    public ReferenceLists {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    public static ReferenceLists of(Map<String, List<String>> byName) {
        return new ReferenceLists(new TreeMap<>(byName));
    }

    /** No list at all. */
    public static ReferenceLists none() {
        return of(Map.of());
    }

    /** @throws IllegalArgumentException if there is no such list; the message names the nearest one */
    public List<String> require(String name) {
        List<String> values = byName.get(name);
        if (values == null) {
            throw new IllegalArgumentException("There is no reference list " + PolicyText.quoted(name) + "."
                    + Nearest.hint(name, byName.keySet()));
        }
        return values;
    }
}
