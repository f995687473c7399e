/**
 * Docker's operations by noun over many engines: containers, images, networks, volumes, system.
 *
 * <p>{@code Engines} finds the engines that may be used, {@code Forward} is the part of a client's request that goes on to
 * them. One class per noun changes things ({@code Containers}, {@code Images}, {@code Networks}, {@code Volumes}, {@code
 * Execs}), {@code …Listing} answers lists from the state, {@code ContainerCreation} and {@code SpecTranslation} create.
 */
@NullMarked
package io.flotilla.proxy.cluster;

import org.jspecify.annotations.NullMarked;
