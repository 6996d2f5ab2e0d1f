/**
 * The Drools adapter: turns the typed policy model into a KieBase in memory and evaluates with it. It never sees the text
 * of a rule, so there is nothing it could compile.
 */
@ApplicationModule(allowedDependencies = {"policy"})
@NullMarked
package org.countersign.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
