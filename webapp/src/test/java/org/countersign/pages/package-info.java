/** Tests of the pages behind their security, without a browser. */
@NullMarked
package org.countersign.pages;

import org.jspecify.annotations.NullMarked;
