/** What people decide: the queue, the decision, four eyes. */
@ApplicationModule(allowedDependencies = {"shared", "audit", "suggestion", "policy", "bias", "screening", "allocation"})
@NullMarked
package org.countersign.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
