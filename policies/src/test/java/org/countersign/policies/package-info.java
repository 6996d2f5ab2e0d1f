/** Runs the cases that stand beside every rule. */
@NullMarked
package org.countersign.policies;

import org.jspecify.annotations.NullMarked;
