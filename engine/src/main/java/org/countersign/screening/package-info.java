/** Policies and bias checks folded into one verdict, and the decision record that can be replayed. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "audit",
            "suggestion",
            "consent",
            "policy",
            "bias",
            "monitoring",
            "autonomy",
            "privacy"
        })
@NullMarked
package org.countersign.screening;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
