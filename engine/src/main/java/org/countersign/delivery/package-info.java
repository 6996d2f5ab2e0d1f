/** Approved content on its way out: publication, the feed, tombstones, signatures. */
@ApplicationModule(allowedDependencies = {"shared", "audit", "suggestion", "screening", "review", "allocation"})
@NullMarked
package org.countersign.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
