/** Statistical checks of selection rates between groups. Pure computation: no state, no other feature. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package org.countersign.bias;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
