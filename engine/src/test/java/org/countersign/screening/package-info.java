@NullMarked
package org.countersign.screening;

import org.jspecify.annotations.NullMarked;
