@NullMarked
package org.countersign.allocation;

import org.jspecify.annotations.NullMarked;
