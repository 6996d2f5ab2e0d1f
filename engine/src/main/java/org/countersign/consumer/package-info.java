/**
 * A consumer's client, on the JDK alone: polls the feed, checks every signature and proof, keeps what may be shown and
 * where it stopped reading, and shows nothing it is not sure of. It is packed as {@code
 * engine/target/engine-<version>-consumer.jar}.
 */
@ApplicationModule(allowedDependencies = {"proof", "shared"})
@NullMarked
package org.countersign.consumer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
