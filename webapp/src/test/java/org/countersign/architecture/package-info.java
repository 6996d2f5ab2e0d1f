/** What keeps the shape of the code where compiler, Maven and Spring Modulith do not reach. */
@NullMarked
package org.countersign.architecture;

import org.jspecify.annotations.NullMarked;
