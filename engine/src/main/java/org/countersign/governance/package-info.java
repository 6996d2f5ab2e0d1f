/**
 * How policies change: drafts, what they would do, who approves them, and when they come into force. The language and its
 * versions are {@code policy}'s; this is the way from one version to the next.
 */
@ApplicationModule(
        allowedDependencies = {"shared", "audit", "policy", "suggestion", "screening", "bias", "allocation", "delivery"
        })
@NullMarked
package org.countersign.governance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
