/** Tests on real engines: the embedded broker and the in-memory engine of a newer version. */
@NullMarked
package org.countersign.workflows;

import org.jspecify.annotations.NullMarked;
