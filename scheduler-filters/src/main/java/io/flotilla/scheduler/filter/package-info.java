/** The seven filters of classic Swarm and the table of their names. */
@NullMarked
package io.flotilla.scheduler.filter;

import org.jspecify.annotations.NullMarked;
