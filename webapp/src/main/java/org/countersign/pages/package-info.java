/** What people see: the pages, and the parts they are made of. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "proof",
            "archive",
            "audit",
            "suggestion",
            "policy",
            "bias",
            "screening",
            "review",
            "allocation",
            "delivery",
            "operations",
            "monitoring",
            "webhook",
            "oversight",
            "governance",
            "autonomy"
        })
@NullMarked
package org.countersign.pages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
