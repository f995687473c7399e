/**
 * How the manager learns which engines there are: static lists, files, and (later) key-value stores.
 *
 * <p>A discovery pushes whole sets of addresses; it is never asked.
 */
@NullMarked
package io.flotilla.discovery;

import org.jspecify.annotations.NullMarked;
