/**
 * Approved content on its way out: publication, the feed, tombstones, signatures. The feed is a projection of the audit
 * log, so it never shows a gap or a late insert, and nothing in it lacks an entry under a signed checkpoint.
 */
@ApplicationModule(
        allowedDependencies = {
            "proof",
            "shared",
            "audit",
            "suggestion",
            "screening",
            "policy",
            "review",
            "allocation",
            "privacy"
        })
@NullMarked
package org.countersign.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
