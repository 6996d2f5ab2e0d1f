/** Which approved campaign gets which slot: slots, plans, confirmation. */
@ApplicationModule(allowedDependencies = {"shared", "audit", "suggestion"})
@NullMarked
package org.countersign.allocation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
