/**
 * A doorbell for consumers: it says that the feed has something new and nothing more, so that a lost ring costs time and
 * never content.
 */
@ApplicationModule(allowedDependencies = {"shared", "audit", "delivery"})
@NullMarked
package org.countersign.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
