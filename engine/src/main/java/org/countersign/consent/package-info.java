/** The consent register, and the random identity under which a customer appears in the log. */
@ApplicationModule(allowedDependencies = {"shared", "audit"})
@NullMarked
package org.countersign.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
