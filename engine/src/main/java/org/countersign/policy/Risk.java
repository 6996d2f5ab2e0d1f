package org.countersign.policy;

import java.util.List;

/**
 * How much harm a suggestion could do if everybody were wrong about it.
 *
 * @param points sum over the factors that hold, 0 or more
 * @param because names of these factors
 * @param people different people that this much risk asks for, whatever rules and bias checks say; 0 to 3
 */
public record Risk(Level level, int points, List<String> because, int people) {

    /** Nothing that would speak for a closer look. */
    public static final Risk NONE = new Risk(Level.LOW, 0, List.of(), 0);

    public Risk {
        because = List.copyOf(because);
    }

    /** Weakest first. */
    public enum Level {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }
}
