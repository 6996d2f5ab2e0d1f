package org.countersign.verifier;

import java.util.ArrayList;
import java.util.List;

/** What the verifier found, the first of it first. A log with one error is not believed; a remark is for people to judge. */
public final class Findings {

    /** Nobody reads more, and a wrecked export has as many as entries. */
    private static final int SHOWN = 50;

    private final List<String> errors = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private long errorCount;
    private long remarkCount;

    void error(String message) {
        errorCount++;
        if (errors.size() < SHOWN) {
            errors.add(message);
        }
    }

    void remark(String message) {
        remarkCount++;
        if (remarks.size() < SHOWN) {
            remarks.add(message);
        }
    }

    /** The first errors, in the order of the log where they are about entries. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** The first remarks. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** All errors, shown or not. */
    public long errorCount() {
        return errorCount;
    }

    /** All remarks, shown or not. */
    public long remarkCount() {
        return remarkCount;
    }
}
