/** The process engine's side: BPMN models, job workers, the outbox that carries commands to it, the embedded broker. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "suggestion",
            "policy",
            "screening",
            "review",
            "allocation",
            "delivery",
            "operations",
            "governance"
        })
@NullMarked
package org.countersign.workflows;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
