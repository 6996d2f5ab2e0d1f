/** Tests of the whole product from outside: the packaged application as a process, spoken to as its clients do. */
@NullMarked
package org.countersign.live;

import org.jspecify.annotations.NullMarked;
