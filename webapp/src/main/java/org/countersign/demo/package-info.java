/**
 * Countersign with a shop around it, for trying it out: a small reference producer that turns order lines into
 * suggestions of all five kinds and posts them like any other client. Exists under the profile {@code demo} alone.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package org.countersign.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
