/**
 * HTTP/1.1 towards engines: dial, pool, exchange, stream and hijack over TCP, TLS and unix sockets.
 *
 * <p>Bytes and headers go through untouched; nothing of Docker's API is known here.
 *
 * <p>{@link io.flotilla.proxy.transport.HttpTransport} takes a connection from its pool or has a dialer make one, an
 * exchange sends the request and reads the head, and the response hands the connection back once both directions came
 * to their end. Everything blocks, on virtual threads. A lifeline runs beside each connection from dialling on: it is
 * what deadlines, callers and the end of the transport pull to wake whoever is blocked. No lock is held over I/O.
 */
@NullMarked
package io.flotilla.proxy.transport;

import org.jspecify.annotations.NullMarked;
