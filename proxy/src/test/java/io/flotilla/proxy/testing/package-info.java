/** Fakes for tests of the manager: engines in memory, a clock that is turned by hand. */
@NullMarked
package io.flotilla.proxy.testing;

import org.jspecify.annotations.NullMarked;
