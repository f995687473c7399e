/**
 * Where a new container goes: reserves names and places in memory before any engine is called.
 */
@NullMarked
package io.flotilla.proxy.placement;

import org.jspecify.annotations.NullMarked;
