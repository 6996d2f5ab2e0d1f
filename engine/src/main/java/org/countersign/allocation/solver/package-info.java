/**
 * The slot solver: a problem of numbers in, a plan with a proven bound out. It knows neither names nor the database, so
 * that the planning endpoint and the product's own planning run the very same code.
 */
@NullMarked
package org.countersign.allocation.solver;

import org.jspecify.annotations.NullMarked;
