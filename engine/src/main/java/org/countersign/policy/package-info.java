/** The typed policy model, its DRL reader and writer, versions, and the port to the rule engine. */
@ApplicationModule(allowedDependencies = {"shared", "audit"})
@NullMarked
package org.countersign.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
