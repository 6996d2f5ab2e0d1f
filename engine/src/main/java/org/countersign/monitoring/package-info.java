/** What every stage on the way to customers does to every group, over time, and the alarms that follow from it. */
@ApplicationModule(allowedDependencies = {"shared", "audit", "consent", "suggestion", "bias"})
@NullMarked
package org.countersign.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
