/** Log lines in the form of classic Swarm, set up without any configuration file. */
@NullMarked
package io.flotilla.proxy.cli.logging;

import org.jspecify.annotations.NullMarked;
