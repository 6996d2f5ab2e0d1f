/**
 * What anybody needs to check the log and the feed, on the JDK alone: hashes, proofs, signed notes, canonical JSON. The
 * application uses it, and so do the offline verifier and the consumer's client, which are jars of their own.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package org.countersign.proof;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
