/** The table from URL schemes to kinds of discovery; the only place that knows them all. */
@NullMarked
package io.flotilla.discovery.schemes;

import org.jspecify.annotations.NullMarked;
