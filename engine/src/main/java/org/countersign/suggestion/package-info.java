/** A suggestion and its life: intake, revisions, withdrawal, recall, expiry. */
@ApplicationModule(allowedDependencies = {"shared", "audit", "consent"})
@NullMarked
package org.countersign.suggestion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
