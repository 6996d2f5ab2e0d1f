/**
 * Earned autonomy: how much of what a model version proposes people look at though nothing else asks for them, as a
 * licence that evidence earns, two people grant, and an alarm, a complaint or a canary that got through ends at once.
 */
@ApplicationModule(allowedDependencies = {"shared", "audit", "suggestion", "bias", "monitoring"})
@NullMarked
package org.countersign.autonomy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
