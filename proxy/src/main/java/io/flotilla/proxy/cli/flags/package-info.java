/** The command line's syntax as users of classic Swarm know it: Go's flags and durations. */
@NullMarked
package io.flotilla.proxy.cli.flags;

import org.jspecify.annotations.NullMarked;
