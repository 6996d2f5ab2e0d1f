package org.countersign.shared;

import java.util.Set;

/**
 * The groups that people of the house speak for in reviews, as far as is known here. Who they are is the business of
 * whoever lets people in; those who write policies need to know that a review they ask for can be decided at all.
 */
@FunctionalInterface
public interface StaffGroups {

    /** Names such as {@code legal}; empty where nothing is known. */
    Set<String> names();
}
