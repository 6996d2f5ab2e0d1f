/** What the tests of every module build on: the database, and builders of valid objects. */
@NullMarked
package org.countersign.testing;

import org.jspecify.annotations.NullMarked;
