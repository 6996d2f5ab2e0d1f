package org.countersign.policies;

import java.util.Arrays;
import java.util.List;
import org.countersign.policy.Phrases;
import org.countersign.policy.PolicySource;
import org.countersign.policy.ReferenceLists;

/** The functions of the policy language, as the ordinary Drools compiler links them in tests. */
public final class DrlFunctions {

    private static final ReferenceLists LISTS = new PolicySource().lists();

    private DrlFunctions() {}

    public static List<String> list(String name) {
        return LISTS.require(name);
    }

    public static boolean mentions(String text, List<String> phrases) {
        return Phrases.mentions(text, phrases);
    }

    public static boolean mentions(String text, String... phrases) {
        return Phrases.mentions(text, Arrays.asList(phrases));
    }

    public static boolean containsAny(List<?> values, List<String> others) {
        return values.stream().anyMatch(others::contains);
    }

    public static boolean containsAny(List<?> values, String... others) {
        return containsAny(values, Arrays.asList(others));
    }
}
