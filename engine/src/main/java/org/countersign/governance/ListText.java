package org.countersign.governance;

import java.util.List;

/** A reference list as text: one value a line; empty lines, and what follows a {@code #}, are comments. */
public final class ListText {

    private ListText() {}

    /** The values, in order. */
    public static List<String> values(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
