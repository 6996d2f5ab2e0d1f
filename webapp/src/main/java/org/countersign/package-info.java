/** The application itself; each feature is a package below. */
@NullMarked
package org.countersign;

import org.jspecify.annotations.NullMarked;
