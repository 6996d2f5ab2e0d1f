/** The JSON contract: controllers, problem documents, and the OpenAPI description of both. */
@ApplicationModule
@NullMarked
package org.countersign.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
