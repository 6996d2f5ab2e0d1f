/** How people decide: habits and disparities in numbers, second looks, gold tasks, and the right to approve. */
@ApplicationModule(allowedDependencies = {"shared", "suggestion", "bias", "review", "autonomy"})
@NullMarked
package org.countersign.oversight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
