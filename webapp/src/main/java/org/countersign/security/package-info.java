/** Who may do what: API clients with tokens, people with a form or single sign-on, and the headers that protect them. */
@ApplicationModule(allowedDependencies = {"shared", "audit", "api"})
@NullMarked
package org.countersign.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
