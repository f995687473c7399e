/**
 * Where a new container goes: reserves names and places in memory before any engine is called.
 *
 * <p>{@code SpecReader} says what a container asks for, {@code PlacementService} has the scheduler decide and reserves,
 * {@code NameReservations} keeps names unique while they are given out.
 */
@NullMarked
package io.flotilla.proxy.placement;

import org.jspecify.annotations.NullMarked;
