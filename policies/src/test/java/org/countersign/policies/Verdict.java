package org.countersign.policies;

import java.util.Map;
import java.util.TreeMap;

/** What compiled DRL writes its findings into; only tests compile any. */
public final class Verdict {

    private final Map<String, String> hits = new TreeMap<>();

    public void block(String rule) {
        hits.put(rule, "TRUE");
    }

    public void review(String rule) {
        hits.put(rule, "TRUE");
    }

    public void redact(String rule) {
        hits.put(rule, "TRUE");
    }

    public void requireDisclosure(String rule) {
        hits.put(rule, "TRUE");
    }

    public void warn(String rule) {
        hits.put(rule, "TRUE");
    }

    /** Says that the rule's condition is unknown. */
    public void unknown(String rule) {
        hits.put(rule, "UNKNOWN");
    }

    Map<String, String> hits() {
        return hits;
    }
}
