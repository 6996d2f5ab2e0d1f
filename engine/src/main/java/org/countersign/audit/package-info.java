/** The RFC 6962 log of everything that decided something: entries, sequencing, checkpoints, proofs. */
@ApplicationModule(allowedDependencies = {"proof", "shared"})
@NullMarked
package org.countersign.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
