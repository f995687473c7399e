/**
 * TLS from PEM files as docker-machine makes them: one key pair for serving and for calling, one CA for both sides.
 *
 * <p>A leaf: used by whoever listens or dials.
 */
@NullMarked
package io.flotilla.proxy.tls;

import org.jspecify.annotations.NullMarked;
