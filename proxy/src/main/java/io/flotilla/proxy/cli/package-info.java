/**
 * Commands and the composition root: the only place that says {@code new} across packages.
 *
 * <p>{@link io.flotilla.proxy.cli.Program} finds the command and words every failure; a command checks its flags and
 * ends in an immutable record of options ({@link io.flotilla.proxy.cli.ManageOptions}), with which a {@link
 * io.flotilla.proxy.cli.ManagerStarter} does the work. Flags are Go's ({@code flags}), log lines logrus' ({@code
 * logging}), because scripts and tools of classic Swarm know them.
 */
@NullMarked
package io.flotilla.proxy.cli;

import org.jspecify.annotations.NullMarked;
