/**
 * Docker's operations by noun over many engines: containers, images, networks, volumes, system.
 */
@NullMarked
package io.flotilla.proxy.cluster;

import org.jspecify.annotations.NullMarked;
