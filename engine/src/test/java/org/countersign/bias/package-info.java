@NullMarked
package org.countersign.bias;

import org.jspecify.annotations.NullMarked;
