/**
 * How the manager learns which engines there are: static lists, files, and (later) key-value stores.
 *
 * <p>A discovery pushes whole sets of addresses; it is never asked. This package has the ports and the vocabulary, the
 * packages below it one kind each, and {@code schemes} the table that maps URLs to kinds.
 */
@NullMarked
package io.flotilla.discovery;

import org.jspecify.annotations.NullMarked;
