package org.countersign.delivery;

import java.util.List;
import org.countersign.audit.EntryProof;
import tools.jackson.databind.JsonNode;

/**
 * Why a content item was let out.
 *
 * @param grounds what was known when it was published: consent, model, rules, approval, slot, experiment
 * @param proof that the log says so, against the newest checkpoint
 */
public record Why(State state, JsonNode grounds, EntryProof proof) {

    /** The grounds in sentences for the customer, without anything that may reveal a special category of data. */
    public List<String> inPlainWords() {
        return PlainWords.of(grounds);
    }

    /** What has become of an item. */
    public enum State {
        LIVE,
        EXPIRED,
        WITHDRAWN,
        /** Published by the log and never served, because it was not what the log had let out. */
        WITHHELD
    }
}
