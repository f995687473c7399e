/**
 * Engine events of the whole cluster, merged, filtered and handed to subscribers that may be slow.
 */
@NullMarked
package io.flotilla.proxy.events;

import org.jspecify.annotations.NullMarked;
