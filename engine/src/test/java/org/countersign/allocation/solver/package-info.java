@NullMarked
package org.countersign.allocation.solver;

import org.jspecify.annotations.NullMarked;
