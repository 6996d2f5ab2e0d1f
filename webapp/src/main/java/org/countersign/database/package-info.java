/**
 * Where the data live: the data directory and, unless {@code spring.datasource.url} names another, a PostgreSQL of our
 * own in it.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.countersign.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
