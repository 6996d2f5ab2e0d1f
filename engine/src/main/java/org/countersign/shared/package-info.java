/** What every feature speaks: canonical JSON, hashes, actors, refusals. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.countersign.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
