/** The embedded broker: a child process that is started, watched and stopped with the application. */
@NullMarked
package org.countersign.workflows.broker;

import org.jspecify.annotations.NullMarked;
