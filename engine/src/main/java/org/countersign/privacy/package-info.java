/** Finds personal data in text that is about to be shown to others, and takes it out. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.countersign.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
