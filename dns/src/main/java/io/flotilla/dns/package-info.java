/**
 * DNS server for container names: UDP and TCP on every node, answering with all replicas of a name in the cluster.
 *
 * <p>Knows neither Docker nor networks: names come through a port that the overlay implements.
 */
@NullMarked
package io.flotilla.dns;

import org.jspecify.annotations.NullMarked;
