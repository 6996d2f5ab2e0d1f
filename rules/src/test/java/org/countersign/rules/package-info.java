/** Drools as it runs in production, and the guard that keeps its compiler out. */
@NullMarked
package org.countersign.rules;

import org.jspecify.annotations.NullMarked;
