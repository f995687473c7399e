/**
 * Undertow in front: listeners, virtual threads, streaming bodies and hijacked connections.
 *
 * <p>{@code HttpFront} binds {@code TcpListener}s and {@code UnixListener}s (a relay to a loopback port of ours). Each
 * connection is a {@code ClientConnection}, where virtual threads wait without XNIO's selectors. {@code RequestHandler}
 * takes a request to its thread; {@code UndertowExchange} is what the API sees, made of {@code BodyInput}, {@code
 * BodyOutput}, {@code ClientLeaving} and, once hijacked, {@code RawDuplex}; {@code ExchangeEnd} finishes it. {@code
 * FrontSink}, {@code TlsDoor} and {@code Farewell} talk to those who never become a request.
 *
 * <p>Undertow and XNIO types stay in here. {@code FrontSettings} says which of their defaults must not be used.
 */
@NullMarked
package io.flotilla.proxy.http;

import org.jspecify.annotations.NullMarked;
