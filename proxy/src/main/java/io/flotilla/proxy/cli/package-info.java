/**
 * Commands and the composition root: the only place that says {@code new} across packages.
 */
@NullMarked
package io.flotilla.proxy.cli;

import org.jspecify.annotations.NullMarked;
