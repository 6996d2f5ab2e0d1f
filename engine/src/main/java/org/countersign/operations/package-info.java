/** What the process engine reports about instances, stalled work and versions, so that pages need no engine query. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package org.countersign.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
