package org.countersign.shared;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** What is wrong with a JSON text, told to whoever sent it: none of the reader's classes and settings. */
public final class UnreadableJson {

    private static final int LONGEST = 200;

    /** What the reader says to whoever programs it. */
    private static final Pattern ASIDE = Pattern.compile(": enable `[^`]*` to allow"
            + "| \\(start marker at \\[[^\\]]*\\]\\)"
            + "| \\(not recognized as one since Feature [^)]*\\)"
            + "|, from `[^`]*`"
            + "| \\(`[^`]*`[^)]*\\)");

    private UnreadableJson() {}

    /** The reader's own words without its asides, at most 200 characters. */
    public static String why(JacksonException e) {
        String why = ASIDE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
        return why.length() <= LONGEST ? why : why.substring(0, LONGEST) + "…";
    }
}
