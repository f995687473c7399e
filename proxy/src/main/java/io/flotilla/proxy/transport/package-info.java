/**
 * HTTP/1.1 towards engines: dial, pool, exchange, stream and hijack over TCP, TLS and unix sockets.
 *
 * <p>Bytes and headers go through untouched; nothing of Docker's API is known here.
 */
@NullMarked
package io.flotilla.proxy.transport;

import org.jspecify.annotations.NullMarked;
