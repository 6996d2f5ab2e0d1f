/** Makes what was approved presentable: brand templates without logic, one for each medium, chosen by whoever shows it. */
@ApplicationModule(allowedDependencies = {"shared", "audit", "delivery"})
@NullMarked
package org.countersign.rendering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
