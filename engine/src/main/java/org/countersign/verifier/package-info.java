/**
 * The offline verifier: a program of its own, on the JDK alone, that checks an export of the log without the server that
 * wrote it. It is packed as {@code engine/target/countersign-verifier.jar}.
 */
@ApplicationModule(allowedDependencies = {"proof", "shared"})
@NullMarked
package org.countersign.verifier;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
