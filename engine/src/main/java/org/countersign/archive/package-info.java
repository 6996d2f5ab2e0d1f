/** What leaves the house for those who check: the whole log, a dossier of some of it, and all that is known of a customer. */
@ApplicationModule(
        allowedDependencies = {"shared", "proof", "audit", "consent", "suggestion", "policy", "screening", "delivery"})
@NullMarked
package org.countersign.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
