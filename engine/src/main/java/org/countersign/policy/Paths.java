package org.countersign.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of a condition by their indexes from the top. */
final class Paths {

    private Paths() {}

    /** Every test with its path, in reading order. */
    static Map<List<Integer>, Condition.Test> tests(Condition condition) {
        Map<List<Integer>, Condition.Test> tests = new LinkedHashMap<>();
        walk(condition, List.of(), tests);
        return tests;
    }

    private static void walk(Condition condition, List<Integer> path, Map<List<Integer>, Condition.Test> tests) {
        if (condition instanceof Condition.Test test) {
            tests.put(path, test);
        }
        for (int i = 0; i < condition.parts().size(); i++) {
            walk(condition.parts().get(i), below(path, i), tests);
        }
    }

    static List<Integer> below(List<Integer> path, int index) {
        List<Integer> below = new ArrayList<>(path);
        below.add(index);
        return List.copyOf(below);
    }

    /** The parts that must all hold. */
    static List<Condition> conjuncts(Condition condition) {
        return condition instanceof Condition.All all ? all.parts() : List.of(condition);
    }

    /** The path of a conjunct of the whole condition. */
    static List<Integer> conjunct(Condition whole, int index) {
        return whole instanceof Condition.All ? List.of(index) : List.of();
    }
}
