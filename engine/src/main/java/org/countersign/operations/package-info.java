/** What the process engine reports about instances, stalled work and versions, so that pages need no engine query. */
@ApplicationModule(allowedDependencies = {"shared", "audit"})
@NullMarked
package org.countersign.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
