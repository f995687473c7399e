/**
 * Threads, time and waiting: who owns a thread, when it ends, what the clock says.
 *
 * <p>Nothing else of the product is known here; every other package may use it.
 */
@NullMarked
package io.flotilla.proxy.lifecycle;

import org.jspecify.annotations.NullMarked;
